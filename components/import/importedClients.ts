import type { VirtualHost } from "../topology/arguments";
import type { Client } from "../topology/client";
import { defaultVirtualHost } from "../topology/defaults";
import type { ExportedDefinitions, ExportedPermission, ExportedUser } from "./exported";
import { freeName } from "./freeName";
import type { Imported } from "./importedHost";

/** One client for each virtual host that a user may use. Administrators are no clients. */
export function importedClients(
    definitions: ExportedDefinitions,
    hosts: { [name: string]: VirtualHost },
): Imported<{ [name: string]: Client }> {
    const declared: { [name: string]: Client } = {};
    const remarks: string[] = [];
    for (const user of definitions.users ?? []) {
        const permissions = (definitions.permissions ?? []).filter((one) => one.user === user.name);
        if (tagsOf(user).includes("administrator")) {
            remarks.push(
                `user ${user.name}: an administrator, left out: the broker has one of its own`,
            );
            continue;
        }
        for (const permission of permissions) {
            const isOneOfMany = permissions.length > 1 && permission.vhost !== defaultVirtualHost;
            const name = freeName(
                declared,
                isOneOfMany ? `${user.name}-${permission.vhost}` : user.name,
                "client",
            );
            const { client, remarks: found } = importedClient(user, permission, definitions, hosts);
            declared[name] = client;
            remarks.push(
                ...(name === user.name ? [] : [`user ${user.name} becomes client ${name}`]),
                ...found.map((remark) => `client ${name}: ${remark}`),
            );
        }
    }
    return { declared, remarks };
}

function tagsOf({ tags = [] }: ExportedUser): string[] {
    return typeof tags === "string" ? tags.split(",") : tags;
}

function importedClient(
    user: ExportedUser,
    { vhost, configure, write, read }: ExportedPermission,
    definitions: ExportedDefinitions,
    hosts: { [name: string]: VirtualHost },
): { client: Client; remarks: string[] } {
    const { queues = {}, exchanges = {} } = hosts[vhost] ?? {};
    const matching = (pattern: string, names: string[]) =>
        names.filter((name) => matches(pattern, name));
    const publishesTo = matching(write, Object.keys(exchanges));
    // The default exchange reaches every queue; here a client gets the queues that it may write to.
    const toQueues = matches(write, "") ? Object.keys(queues) : [];
    const consumesFrom = matching(read, Object.keys(queues));
    const declares = [...publishesTo, ...toQueues, ...consumesFrom].some((name) =>
        matches(configure, name),
    );
    const limits = Array.isArray(user.limits) ? {} : (user.limits ?? {});
    return {
        client: {
            ...(vhost !== defaultVirtualHost && { virtualHost: vhost }),
            ...(publishesTo.length + toQueues.length > 0 && {
                publishesTo: [...publishesTo, ...toQueues],
            }),
            ...(consumesFrom.length > 0 && { consumesFrom }),
            ...(declares && { declares }),
            ...(limits["max-connections"] !== undefined && {
                maxConnections: limits["max-connections"],
            }),
            ...(limits["max-channels"] !== undefined && { maxChannels: limits["max-channels"] }),
        },
        remarks: [
            ...(definitions.topic_permissions ?? [])
                .filter((one) => one.user === user.name && one.vhost === vhost)
                .map(
                    ({ exchange, write: keys }) =>
                        `topic permission on ${exchange}: say routingKeys: { ${JSON.stringify(exchange)}: ${JSON.stringify(keys)} }`,
                ),
            ...(tagsOf(user).some((tag) => tag !== "")
                ? [
                      `its tags (${tagsOf(user).join(", ")}) are left out: clients do not use the management`,
                  ]
                : []),
        ],
    };
}

/** RabbitMQ looks for a match anywhere in the name; the empty pattern allows nothing. https://www.rabbitmq.com/docs/access-control */
function matches(pattern: string, name: string): boolean {
    try {
        return pattern !== "" && new RegExp(pattern).test(name);
    } catch {
        return false;
    }
}
