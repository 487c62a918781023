import { join } from "node:path";

import { kubectl } from "../e2e/kubernetes";

export const podSchemaFile = join(__dirname, "../../components/kubernetes/podSchema.json");

/** What a pod's options hold of Kubernetes' own objects. */
const roots = [
    "Affinity",
    "Container",
    "EnvFromSource",
    "EnvVar",
    "HostAlias",
    "PodDNSConfig",
    "PodSecurityContext",
    "SecurityContext",
    "Toleration",
    "TopologySpreadConstraint",
    "Volume",
    "VolumeMount",
];

/** A schema of OpenAPI, as the API server publishes it. */
interface Published {
    type?: string;
    enum?: string[];
    required?: string[];
    properties?: { [name: string]: Published };
    additionalProperties?: Published;
    items?: Published;
    allOf?: [{ $ref: string }];
    $ref?: string;
    oneOf?: { type: string }[];
}

/** As much of the API server's schema as the options of pods need, without what only people read. */
export async function readPodSchema(): Promise<string> {
    const text = await kubectl("get", "--raw", "/openapi/v3/api/v1");
    const { schemas } = (JSON.parse(text) as { components: { schemas: Definitions } }).components;
    const byName = new Map(
        Object.entries(schemas).map(([name, schema]) => [name.split(".").at(-1)!, schema]),
    );
    const found = new Map<string, Published>();
    const visit = (name: string) => {
        if (!found.has(name)) {
            found.set(name, {});
            found.set(name, brief(byName.get(name)!, visit));
        }
    };
    roots.forEach(visit);
    const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
    return `${JSON.stringify(Object.fromEntries(sorted), null, 4)}\n`;
}

interface Definitions {
    [name: string]: Published;
}

function brief(schema: Published, visit: (name: string) => void): object {
    const reference = schema.$ref ?? schema.allOf?.[0].$ref;
    if (reference !== undefined) {
        const name = reference.split(".").at(-1)!;
        visit(name);
        return { $ref: name };
    }
    const { properties, items, additionalProperties, required, oneOf } = schema;
    const inside = (one: Published) => brief(one, visit);
    return {
        type: oneOf ? oneOf.map(({ type }) => type) : schema.type,
        ...(schema.enum && { enum: schema.enum }),
        ...(required && { required }),
        ...(properties && {
            properties: Object.fromEntries(
                Object.entries(properties).map(([name, one]) => [name, inside(one)]),
            ),
        }),
        ...(items && { items: inside(items) }),
        ...(additionalProperties && { additionalProperties: inside(additionalProperties) }),
    };
}
