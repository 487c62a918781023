/**
 * What `rabbitmqctl export_definitions` and the management page write, as far as it is read here. An export of one
 * virtual host leaves its name out. https://www.rabbitmq.com/docs/definitions
 */
export interface ExportedDefinitions {
    users?: ExportedUser[];
    vhosts?: { name: string }[];
    permissions?: ExportedPermission[];
    topic_permissions?: { user: string; vhost: string; exchange: string; write: string }[];
    policies?: ExportedPolicy[];
    queues?: ExportedQueue[];
    exchanges?: ExportedExchange[];
    bindings?: ExportedBinding[];
    parameters?: { component: string; name: string; vhost?: string }[];
}

export interface ExportedUser {
    name: string;
    tags?: string[] | string;
    limits?: { [name: string]: number } | unknown[];
}

export interface ExportedPermission {
    user: string;
    vhost: string;
    configure: string;
    write: string;
    read: string;
}

export interface ExportedPolicy {
    name: string;
    vhost?: string;
    pattern: string;
    "apply-to"?: string;
    priority?: number;
    definition: { [key: string]: unknown };
}

export interface ExportedQueue {
    name: string;
    vhost?: string;
    durable?: boolean;
    auto_delete?: boolean;
    exclusive?: boolean;
    arguments?: { [key: string]: unknown };
}

export interface ExportedExchange extends Omit<ExportedQueue, "exclusive"> {
    type: string;
    internal?: boolean;
}

export interface ExportedBinding {
    source: string;
    vhost?: string;
    destination: string;
    destination_type: string;
    routing_key: string;
    arguments?: { [key: string]: unknown };
}

const lists = [
    ...["users", "vhosts", "permissions", "topic_permissions", "policies"],
    ...["queues", "exchanges", "bindings", "parameters"],
];

/** Throws one error that names everything that no export has. */
export function checkedDefinitions(value: unknown): ExportedDefinitions {
    if (!isObject(value) || !lists.some((name) => name in value)) {
        throw new Error(`The file has none of ${lists.join(", ")}. ${howToExport}`);
    }
    const wrong = lists.filter((name) => {
        const list = value[name];
        return list !== undefined && !(Array.isArray(list) && list.every(isObject));
    });
    if (wrong.length > 0) {
        throw new Error(`${wrong.join(", ")}: expected lists of objects. ${howToExport}`);
    }
    return value;
}

export function isObject(value: unknown): value is { [name: string]: unknown } {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const howToExport =
    "Make it with: rabbitmqctl export_definitions definitions.json, or kubectl get KINDS -o yaml";
