import schema from "../../components/schema.json";

interface Property {
    $ref?: string;
    default?: unknown;
    items?: Property;
    additionalProperties?: Property;
}

interface Type {
    properties?: { [name: string]: Property };
    inputProperties?: { [name: string]: Property };
}

const { types, resources } = schema as unknown as {
    types: { [token: string]: Type };
    resources: { [token: string]: Type };
};

const token = (name: string) => `queue-workloads:index:${name}`;

/** `TYPE.ARGUMENT` of every argument that has a default in the schema. */
export function defaultsOfSchema(): string[] {
    return Object.entries({ ...types, ...resources }).flatMap(
        ([type, { properties, inputProperties }]) =>
            Object.entries(inputProperties ?? properties ?? {})
                .filter(([, property]) => property.default !== undefined)
                .map(([name]) => `${type.split(":")[2]}.${name}`),
    );
}

/** Arguments as a generated SDK sends them: with all defaults of the schema. `sent` is told of each, as `TYPE.ARGUMENT`. */
export function withSchemaDefaults<T extends object>(
    component: string,
    args: T,
    sent: Set<string>,
): T {
    const { inputProperties = {} } = resources[token(component)]!;
    return filled(component, inputProperties, args, sent) as T;
}

function filled(
    type: string,
    properties: { [name: string]: Property },
    given: object,
    sent: Set<string>,
): object {
    const values = Object.entries(properties).map(([name, property]) => {
        const value = (given as { [name: string]: unknown })[name];
        if (value !== undefined || property.default === undefined) {
            return [name, within(property, value, sent)];
        }
        sent.add(`${type}.${name}`);
        return [name, property.default];
    });
    return { ...given, ...(Object.fromEntries(values) as object) };
}

function within(property: Property, value: unknown, sent: Set<string>): unknown {
    const { $ref = "", items, additionalProperties } = property;
    const type = types[$ref.replace("#/types/", "")];
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if (Array.isArray(value)) {
        return items ? value.map((item) => within(items, item, sent)) : value;
    }
    if (additionalProperties) {
        const each = Object.entries(value).map(([name, one]) => [
            name,
            within(additionalProperties, one, sent),
        ]);
        return Object.fromEntries(each);
    }
    return type?.properties ? filled($ref.split(":")[2]!, type.properties, value, sent) : value;
}
