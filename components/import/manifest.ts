import type { ExportedDefinitions } from "./exported";

/** An object of Kubernetes, as far as it is read here. */
export interface Manifest {
    apiVersion: string;
    kind: string;
    metadata?: { name?: string; ownerReferences?: unknown[] };
    spec?: { [field: string]: unknown };
    status?: { [field: string]: unknown };
    data?: { [key: string]: string };
    stringData?: { [key: string]: string };
}

export function nameOf({ metadata }: Manifest): string {
    return metadata?.name ?? "";
}

/** What an operator or a controller has made goes by what it was made of. */
export function isWrittenByHand({ metadata }: Manifest): boolean {
    return (metadata?.ownerReferences ?? []).length === 0;
}

/** One export with the parts of all of them. What several of them say of the same thing, the last one says. */
export function joined(all: ExportedDefinitions[]): ExportedDefinitions {
    const parts = all.flatMap((one) => Object.entries(one) as [string, object[]][]);
    const whole: { [part: string]: Map<string, object> } = {};
    for (const [name, things] of parts) {
        const known = (whole[name] ??= new Map<string, object>());
        for (const thing of Array.isArray(things) ? things : []) {
            known.set(identity(name, thing), thing);
        }
    }
    return Object.fromEntries(
        Object.entries(whole).map(([name, things]) => [name, [...things.values()]]),
    );
}

/** By what RabbitMQ tells two of a kind apart. */
function identity(part: string, thing: object): string {
    const field = (name: string) => (thing as { [field: string]: unknown })[name];
    const fields = ["component", "name", "user", "vhost", "exchange"];
    const ofBinding = ["vhost", "source", "destination", "destination_type", "routing_key"];
    return JSON.stringify(
        part === "bindings"
            ? [...ofBinding.map(field), field("arguments") ?? {}]
            : fields.map(field),
    );
}
