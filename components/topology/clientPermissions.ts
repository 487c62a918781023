import type { ClientSettings, VirtualHostSettings } from "./defaults";
import type { Permissions } from "./permissions";
import { exactly, exactlyOrBeginning, noPermissions } from "./permissions";

/** What the names of the queues and exchanges begin with that a client may declare for itself. */
export function ownPrefix(client: string): string {
    return `${client}.own.`;
}

/** A client writes to the exchanges that take its messages and reads its queues, and declares them if it is told to. */
export function clientPermissions(
    name: string,
    client: ClientSettings,
    host: VirtualHostSettings,
): Permissions {
    const { publishesTo, consumesFrom, declares } = client;
    if (!declares) {
        return {
            configure: noPermissions.configure,
            write: exactly(publishesTo),
            read: exactly(consumesFrom),
        };
    }
    const used = [...publishesTo, ...consumesFrom];
    const bindings = Object.values(host.bindings).filter(({ queue }) => used.includes(queue));
    const queues = bindings.map(({ queue }) => queue);
    const exchanges = bindings.map(({ exchange }) => exchange);
    const own = ownPrefix(name);
    return {
        configure: exactlyOrBeginning([...used, ...exchanges], own),
        // To bind takes the right to write to the queue and to read from the exchange.
        write: exactlyOrBeginning([...publishesTo, ...queues], own),
        read: exactlyOrBeginning([...consumesFrom, ...exchanges], own),
    };
}
