import { boundToIts, declaredByClient } from "./clientPermissions";
import type { ClientSettings, TopologySettings } from "./defaults";
import type { Definitions } from "./definitions";

/**
 * What a client that declares may declare, as it is declared already: RabbitMQ refuses what is not equal. In the form
 * of its definitions, with what counts for that.
 */
export function clientDeclarations(
    { queues, exchanges, bindings }: Definitions,
    { virtualHosts }: TopologySettings,
    client: ClientSettings,
) {
    const { virtualHost } = client;
    const host = virtualHosts[virtualHost]!;
    const names = declaredByClient(client, host);
    const bound = boundToIts(client, host);
    const own = <T extends { vhost: string }>(things: T[], isOwn: (thing: T) => boolean) =>
        things
            .filter((thing) => thing.vhost === virtualHost && isOwn(thing))
            .map(({ vhost: _, ...thing }) => thing);
    return {
        queues: own(queues, ({ name }) => names.includes(name)),
        exchanges: own(exchanges, ({ name }) => names.includes(name)),
        bindings: own(
            bindings,
            ({ source, destination }) =>
                bound.exchanges.includes(source) && bound.queues.includes(destination),
        ),
    };
}
