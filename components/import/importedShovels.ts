import type { Shovel } from "../broker/shovels";
import type { TopologyArgs, VirtualHost } from "../topology/arguments";
import { defaultVirtualHost } from "../topology/defaults";
import { QueueType } from "../topology/queue";
import { freeName } from "./freeName";
import type { Imported } from "./importedHost";

/** A shovel for each queue, which takes the messages that the old broker has in the queue of the same name. */
export function importedShovels(
    { virtualHosts = {}, ...own }: TopologyArgs,
    secretName: string,
): Imported<{ [name: string]: Shovel }> {
    const hosts: [string, VirtualHost][] = [
        [defaultVirtualHost, own],
        ...Object.entries(virtualHosts),
    ];
    const withQueues = hosts.filter(([, { queues = {} }]) => Object.keys(queues).length > 0);
    const declared: { [name: string]: Shovel } = {};
    const remarks = withQueues.map(
        ([host]) =>
            `the Secret ${secretName} has to hold under ${keyOf(host)} the URI of the old broker, amqp://USER:PASSWORD@HOST/${encodeURIComponent(host)}`,
    );
    for (const [host, { queues = {} }] of withQueues) {
        const isOwn = host === defaultVirtualHost;
        for (const [queue, { type }] of Object.entries(queues)) {
            if (type === QueueType.Stream) {
                remarks.push(
                    `stream ${queue}: no shovel, because it would take only what comes from now on: what it holds stays behind`,
                );
                continue;
            }
            const name = isOwn ? queue : `${host}-${queue}`;
            declared[freeName(declared, name, "queue")] = {
                ...(!isOwn && { virtualHost: host }),
                source: { uri: { name: secretName, key: keyOf(host) }, queue },
                destination: { queue },
            };
        }
    }
    return { declared, remarks };
}

/** The URI names a virtual host, so there is one for each. */
function keyOf(virtualHost: string): string {
    return virtualHost === defaultVirtualHost
        ? "uri"
        : `uri-${virtualHost.replace(/[^-._a-zA-Z0-9]/g, "-")}`;
}
