import { defaultVirtualHost } from "../topology/defaults";
import { QueueType } from "../topology/queue";
import type { DeclaredTypes } from "../topology/recordedTypes";

/** What becomes of the queues and virtual hosts that leave the configuration: a sentence for each fate. */
export function departures(
    before: DeclaredTypes,
    after: DeclaredTypes,
    deleteUnused: boolean,
): string[] {
    const gone = Object.entries(before).flatMap(([host, queues]) =>
        Object.entries(queues)
            .filter(([name]) => after[host]?.[name] === undefined)
            .map(([name, type]) => ({ shown: `${name}${inHost(host)}`, type })),
    );
    const mayGo = ({ type }: { type: string }) =>
        deleteUnused && type !== (QueueType.Stream as string);
    const hosts = Object.keys(before).filter(
        (host) => after[host] === undefined && host !== defaultVirtualHost,
    );
    return [
        ...queueSentence(
            gone.filter((queue) => !mayGo(queue)),
            "They stay on the broker with their messages and limits, and lose their bindings. " +
                (deleteUnused
                    ? "Streams are never deleted: rabbitmqctl delete_queue does it."
                    : "With deleteUnused: true, those go that are empty and unused; rabbitmqctl delete_queue deletes any."),
        ),
        ...queueSentence(
            gone.filter(mayGo),
            "Those that are empty and that nobody consumes from are deleted. The others stay with their messages " +
                "and limits, and lose their bindings: the log of the topology Job says which, and why.",
        ),
        ...hosts.map(
            (host) =>
                `No longer declared: the virtual host ${host}. ` +
                (deleteUnused
                    ? "It goes once nothing is left in it and nobody else uses it: the log of the topology Job says whether, and why."
                    : "It stays on the broker: rabbitmqctl delete_vhost deletes it, with all that is in it. With deleteUnused: true, it goes once nothing is left in it."),
        ),
    ];
}

function queueSentence(queues: { shown: string }[], fate: string): string[] {
    const names = queues.map(({ shown }) => shown).join(", ");
    return names === "" ? [] : [`No longer declared: ${names}. ${fate}`];
}

function inHost(virtualHost: string): string {
    return virtualHost === defaultVirtualHost ? "" : ` of the virtual host ${virtualHost}`;
}
