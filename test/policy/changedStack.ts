import { asConfiguration, project, stackConfiguration, type StackName } from "../harness";

interface Workloads {
    [name: string]: { [key: string]: unknown };
}

/** The configuration of a shipped stack, each producer or consumer of which has been changed. */
export function changedStack(
    stack: StackName,
    kind: "producers" | "consumers",
    change: (workload: Workloads[string]) => Workloads[string],
): { [key: string]: string } {
    const config = stackConfiguration(stack);
    const key = `${project}:${kind}`;
    const workloads = Object.entries(JSON.parse(config[key]!) as Workloads);
    const changed = workloads.map(([name, workload]) => [name, change(workload)] as const);
    return { ...config, ...asConfiguration({ [key]: Object.fromEntries(changed) }) };
}

/** The configuration of a shipped stack, whose broker has been changed. */
export function changedBroker(
    stack: StackName,
    change: (broker: Workloads[string]) => Workloads[string],
): { [key: string]: string } {
    const config = stackConfiguration(stack);
    const key = `${project}:broker`;
    const broker = change(JSON.parse(config[key]!) as Workloads[string]);
    return { ...config, ...asConfiguration({ [key]: broker }) };
}
