import type { RecordedResource } from "../recorder";
import { unwrapSecret } from "../secretEnvelope";

/**
 * The program that a person writes for these resources without components: one import of each SDK, every argument in
 * place. It has no references from one resource to another, which makes it a little cheaper than a real one.
 */
export function handwrittenProgram(resources: RecordedResource[]): string {
    const declared = resources.filter(({ type }) => /^(kubernetes|random):/.test(type));
    return [
        'import * as k8s from "@pulumi/kubernetes";',
        'import * as random from "@pulumi/random";',
        "",
        'const provider = new k8s.Provider("cluster", { context: process.env.BENCH_CONTEXT });',
        "",
        ...declared.map(declaration),
        "",
    ].join("\n");
}

function declaration({ type, name, inputs }: RecordedResource): string {
    const args = JSON.stringify(unwrapSecret(inputs), undefined, 4);
    const options = type.startsWith("kubernetes:") ? ", { provider }" : "";
    return `new ${className(type)}(${JSON.stringify(name)}, ${args}${options});`;
}

/** `kubernetes:networking.k8s.io/v1:NetworkPolicy` is `k8s.networking.v1.NetworkPolicy`; kinds that are not Kubernetes' own have one class. */
function className(type: string): string {
    const [provider, module = "", kind] = type.split(":");
    if (provider === "random") {
        return `random.${kind}`;
    }
    const [group = "", version] = module.split("/");
    const known = group.replace(/(\.\w+)?\.k8s\.io$/, "");
    return known.includes(".")
        ? "k8s.apiextensions.CustomResource"
        : ["k8s", known, version, kind].join(".");
}
