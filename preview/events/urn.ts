/** The name that the program gave a resource. */
export function resourceName(urn: string): string {
    const parts = urn.split("::");
    return parts.length > 3 ? parts.slice(3).join("::") : urn;
}

/** The resource's own type token, without its parents'. */
export function resourceType(urn: string): string {
    return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** The last part of a type token, as people say it: `StatefulSet`, `RandomPassword`, `RabbitMqBroker`. */
export function kindOf(type: string): string {
    const [, provider] = /^pulumi:providers:(.+)$/.exec(type) ?? [];
    return provider ? `${provider} provider` : typeName(type);
}

function typeName(type: string): string {
    return type.split(":").at(-1) ?? type;
}
