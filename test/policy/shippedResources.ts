import { type Recording, runStack, stackConfiguration, type StackName } from "../harness";
import type { Props, TestResource } from "./shopStack";

/** What the program of a shipped stack declares, with the names that Pulumi gives, as a policy sees it. */
export async function shippedResources(
    stack: StackName,
    preview: boolean,
    config = stackConfiguration(stack),
): Promise<TestResource[]> {
    return asPoliciesSee(await runStack(stack, { preview, config }));
}

/** What a program has declared, with the names that Pulumi gives. */
export function asPoliciesSee({ resources }: Recording): TestResource[] {
    return resources.map(({ type, name, urn, inputs }) => ({
        type,
        name,
        urn,
        props: named(type, name, inputs),
    }));
}

/** The engine asks the provider for a name before it asks the policies. */
function named(type: string, name: string, props: Props): Props {
    return type.startsWith("kubernetes:")
        ? { ...props, metadata: { name: `${name}-a1b2c3`, ...(props["metadata"] as Props) } }
        : props;
}
