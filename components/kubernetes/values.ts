import type { Input } from "@pulumi/pulumi";

import type { Problem } from "../problems";
import { problem } from "../problems";

/** What Kubernetes would refuse, half-way through an update. A value that is known only later is not looked at. */
function matching(pattern: RegExp, longest: number, allowed: string) {
    return (path: string, value: Input<string> | undefined): Problem[] => {
        const fits = typeof value !== "string" || (pattern.test(value) && value.length <= longest);
        return fits ? [] : [problem(path, value, allowed, "Correct it.")];
    };
}

export const cpuProblems = matching(
    /^(?!0+(\.0+)?m?$)(\d+(\.\d{1,3})?|\d+m)$/,
    20,
    'CPU as Kubernetes writes it, such as "500m" or "2"',
);

/** How many CPUs a quantity is. */
export function cpus(quantity: string): number {
    return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);
}

/** A limit below what is asked for is refused by Kubernetes. */
export function cpuLimitProblems(
    path: string,
    { cpu, cpuLimit }: { cpu: string; cpuLimit?: string },
): Problem[] {
    const wrong = cpuProblems(path, cpuLimit);
    const isLess = cpuLimit !== undefined && cpus(cpuLimit) < cpus(cpu);
    return wrong.length === 0 && isLess
        ? [problem(path, cpuLimit, `at least ${cpu}, which cpu asks for`, "Raise it.")]
        : wrong;
}

/** https://github.com/distribution/reference */
export const imageProblems = matching(
    /^([A-Za-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._/-]+[a-z0-9]+)*(:\w[\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/,
    512,
    "an image such as registry.example.com/shop/api:1.4.2",
);

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Names of StorageClasses, Secrets and other objects. */
export const objectNameProblems = matching(
    subdomain,
    253,
    'at most 253 lower-case letters, digits, "-" and ".", with a letter or digit at either end',
);

export const secretKeyProblems = matching(
    /^[-._a-zA-Z0-9]+$/,
    253,
    'at most 253 letters, digits, "-", "_" and "."',
);

export const variableNameProblems = matching(
    /^[-._a-zA-Z][-._a-zA-Z0-9]*$/,
    253,
    'letters, digits, "-", "_" and ".", not starting with a digit',
);

const labelName = /^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export function labelProblems(path: string, labels: { [key: string]: string } = {}): Problem[] {
    return Object.entries(labels).flatMap(([key, value]) => {
        const parts = key.split("/");
        const isKey =
            labelName.test(parts.at(-1)!) &&
            (parts.length === 1 || (parts.length === 2 && subdomain.test(parts[0]!)));
        const name =
            'at most 63 letters, digits, "-", "_" and ".", with a letter or digit at either end';
        return [
            ...(isKey
                ? []
                : [
                      problem(
                          path,
                          key,
                          `label keys: ${name}, and a domain and "/" before it or not`,
                          "Correct it.",
                      ),
                  ]),
            ...(value === "" || labelName.test(value)
                ? []
                : [problem(`${path}.${key}`, value, name, "Correct it.")]),
        ];
    });
}

/** An annotation has the key of a label, and any text. */
export function annotationProblems(path: string, annotations: object = {}): Problem[] {
    const keys = Object.keys(annotations).map((key) => [key, ""]);
    return labelProblems(path, Object.fromEntries(keys) as { [key: string]: string });
}
