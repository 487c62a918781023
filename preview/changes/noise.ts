const noise = [
    /^pulumi-language-\S+ ended: signal/,
    /^using pulumi-resource-\S+ from \$PATH/,
    /^resource plugin \S+ is expected to have version/,
    /^using pulumi-language-\S+ from \$PATH/,
];

/** Warnings about where plugins come from: true on every run of a machine, and nothing that a change could mend. */
export function isNoise(message: string): boolean {
    const text = message.trim().replace(/^warning: /, "");
    return noise.some((pattern) => pattern.test(text));
}
