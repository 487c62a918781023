import type { ClientSettings, VirtualHostSettings } from "./defaults";
import { mqttExchange, subscriptionPrefix } from "./mqttTopics";
import type { Permissions } from "./permissions";
import { exactlyOrBeginning } from "./permissions";
import { ownPrefix, repliesOf } from "./replies";
import { partsOfAll, superStreams } from "./superStreams";

/** A client writes to the exchanges that take its messages and reads its queues, and declares them if it is told to. */
export function clientPermissions(
    name: string,
    client: ClientSettings,
    host: VirtualHostSettings,
): Permissions {
    const { publishesTo, consumesFrom, declares, receivesReplies, mqtt } = client;
    const bound = boundToIts(client, host);
    const replies = repliesOf(name, client);
    // A stream is published to without its exchange, by clients of the stream protocol.
    const written = [...publishesTo, ...partsOfAll(publishesTo, host)];
    const consumed = partsOfAll(consumesFrom, host);
    const declared = declaredByClient(client, host);
    // MQTT declares a queue for each subscription, binds it, and consumes from it.
    const own = [
        ...(declares || receivesReplies ? [ownPrefix(name)] : []),
        ...(mqtt && mqtt.subscribesTo.length > 0 ? [subscriptionPrefix(name)] : []),
    ];
    const published = mqtt && mqtt.publishesTo.length > 0 ? [mqttExchange] : [];
    const subscribed = mqtt && mqtt.subscribesTo.length > 0 ? [mqttExchange] : [];
    return {
        configure: exactlyOrBeginning(declared, own),
        // To bind takes the right to write to the queue and to read from the exchange.
        write: exactlyOrBeginning(
            [...written, ...bound.queues, ...published, ...replies.written],
            own,
        ),
        read: exactlyOrBeginning(
            [
                ...consumed,
                ...superStreamsOf(consumesFrom, host),
                ...bound.exchanges,
                ...subscribed,
                ...replies.read,
            ],
            own,
        ),
    };
}

/** The queues and exchanges, not its own, that a client may declare. */
export function declaredByClient(client: ClientSettings, host: VirtualHostSettings): string[] {
    const { publishesTo, consumesFrom, declares } = client;
    return declares
        ? [
              ...[...publishesTo, ...partsOfAll(publishesTo, host)],
              ...partsOfAll(consumesFrom, host),
              ...boundToIts(client, host).exchanges,
          ]
        : [];
}

/** Who asks for the parts of a super stream has to be let read its exchange. */
function superStreamsOf(names: string[], host: VirtualHostSettings): string[] {
    const all = superStreams(host).map(([name]) => name);
    return names.filter((name) => all.includes(name));
}

/** What a client that declares binds, and to what. */
export function boundToIts(
    { publishesTo, consumesFrom, declares }: ClientSettings,
    host: VirtualHostSettings,
): { queues: string[]; exchanges: string[] } {
    const used = declares ? [...publishesTo, ...consumesFrom] : [];
    const bindings = Object.values(host.bindings).filter(({ queue }) => used.includes(queue));
    return {
        queues: bindings.map(({ queue }) => queue),
        exchanges: bindings.map(({ exchange }) => exchange),
    };
}
