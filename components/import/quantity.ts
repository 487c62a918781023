const powers: { [suffix: string]: number } = {
    "": 1,
    ...{ k: 1e3, M: 1e6, G: 1e9, T: 1e12 },
    ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 },
};

/** How many of a unit a quantity of Kubernetes is, such as `2Gi`, rounded up; nothing for what is none. */
export function inUnits(quantity: unknown, unit: "Mi" | "Gi"): number | undefined {
    const [, number, suffix = ""] = /^(\d+(?:\.\d+)?)([kMGT]i?|Ki)?$/.exec(String(quantity)) ?? [];
    const power = powers[suffix];
    return number === undefined || power === undefined
        ? undefined
        : Math.ceil((Number(number) * power) / powers[unit]!);
}
