import type * as pulumi from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider";

import * as index from "../components/index";
import schema from "../components/schema.json";

type Component = new (
    name: string,
    args: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource;

const exported = index as unknown as { [name: string]: Component };
const resources: { [type: string]: { properties: object } } = schema.resources;

/** Hands out the committed schema, so that nothing is compiled where it runs, and makes the components. */
export class ComponentProvider implements Provider {
    public readonly version = schema.version;
    public readonly schema = JSON.stringify(schema);

    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is its answer
    public async construct(
        name: string,
        type: string,
        inputs: pulumi.Inputs,
        options: pulumi.ComponentResourceOptions,
    ): Promise<ConstructResult> {
        const resource = resources[type];
        const Component = exported[type.split(":")[2] ?? ""];
        if (resource === undefined || Component === undefined) {
            const known = Object.keys(resources).join(", ");
            throw new Error(`There is no component ${type}; there are ${known}.`);
        }
        const component = new Component(name, inputs, options);
        const fields = component as unknown as { [name: string]: unknown };
        const outputs = Object.keys(resource.properties).map((key) => [key, fields[key]] as const);
        return { urn: component.urn, state: Object.fromEntries(outputs) };
    }
}
