import { parse, stringify } from "yaml";

interface Workloads {
    [name: string]: { image: string };
}

/** The configuration of a trial: that of stack local, on another cluster, in a namespace that is there. */
export function trialStackFile(
    localStackFile: string,
    { context, namespace }: { context: string; namespace: string },
    { producer, consumer }: { producer: string; consumer: string },
): string {
    const { config } = parse(localStackFile) as { config: { [key: string]: unknown } };
    const withImage = (workloads: unknown, image: string) =>
        Object.fromEntries(
            Object.entries(workloads as Workloads).map(([name, one]) => [name, { ...one, image }]),
        );
    return stringify({
        config: {
            ...config,
            [key("kubeContext")]: context,
            [key("namespace")]: namespace,
            [key("createNamespace")]: false,
            [key("producers")]: withImage(config[key("producers")], producer),
            [key("consumers")]: withImage(config[key("consumers")], consumer),
        },
    });
}

function key(name: string): string {
    return `queue-workloads:${name}`;
}
