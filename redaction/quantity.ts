const factors: Readonly<{ [suffix: string]: number }> = {
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
};

/** Reads a Kubernetes quantity (`250m`, `1.5Gi`, `2e3`), or undefined where it is none. */
export function parseQuantity(value: unknown): number | undefined {
    if (typeof value !== "string" && typeof value !== "number") {
        return undefined;
    }
    const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([a-zA-Z]*))$/.exec(`${value}`);
    const factor = factors[match?.[3] ?? ""];
    return match && factor !== undefined
        ? Number(`${match[1]}${match[2] ?? ""}`) * factor
        : undefined;
}
