import { execa } from "execa";

export interface Pod {
    metadata: { name: string; uid: string; labels: { [name: string]: string } };
    spec: { nodeName?: string; containers: { name: string; image: string }[] };
    status: {
        phase: string;
        conditions?: { type: string; status: string }[];
        containerStatuses?: { restartCount: number; ready: boolean }[];
    };
}

export async function kubectl(...args: string[]): Promise<string> {
    const { stdout } = await execa("kubectl", args);
    return stdout;
}

export async function applyObjects(...items: object[]): Promise<void> {
    const list = { apiVersion: "v1", kind: "List", items };
    await execa("kubectl", ["apply", "-f", "-"], { input: JSON.stringify(list) });
}

export async function pods(namespace: string, component?: string): Promise<Pod[]> {
    const selector = component ? ["-l", `app.kubernetes.io/component=${component}`] : [];
    const text = await kubectl("get", "pods", "-n", namespace, ...selector, "-o", "json");
    return (JSON.parse(text) as { items: Pod[] }).items;
}

/** The Kubernetes nodes of those that have one. */
export async function nodesOf(namespace: string, component: string): Promise<string[]> {
    return (await pods(namespace, component)).flatMap(({ spec }) => spec.nodeName ?? []);
}

export function isReady({ status }: Pod): boolean {
    return (
        status.conditions?.some(
            ({ type, status: value }) => type === "Ready" && value === "True",
        ) ?? false
    );
}

export function restarts({ status }: Pod): number {
    return (status.containerStatuses ?? []).reduce(
        (sum, { restartCount }) => sum + restartCount,
        0,
    );
}

/** Another one in its place, or a restart of its containers, shows here. */
export function identity(pod: Pod) {
    return { name: pod.metadata.name, uid: pod.metadata.uid, restarts: restarts(pod) };
}

/** The values of a Secret, decoded. */
export async function secretValues(
    namespace: string,
    name: string,
): Promise<{ [key: string]: string }> {
    const text = await kubectl("get", "secret", "-n", namespace, name, "-o", "json");
    const { data } = JSON.parse(text) as { data: { [key: string]: string } };
    return Object.fromEntries(
        Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]),
    );
}
