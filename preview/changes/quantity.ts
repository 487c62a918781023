const factors: { [key: string]: number } = {
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
    const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([a-zA-Z]*))$/.exec(String(value));
    const factor = factors[match?.[3] ?? ""];
    if (!match || factor === undefined) {
        return undefined;
    }
    return Number(`${match[1]}${match[2] ?? ""}`) * factor;
}

export function formatBytes(bytes: number): string {
    const unit = bytes >= 2 ** 30 || bytes === 0 ? "Gi" : "Mi";
    return `${round(bytes / (unit === "Gi" ? 2 ** 30 : 2 ** 20))} ${unit}B`;
}

/** In cores, without the word. */
export function formatCores(cores: number): string {
    return String(round(cores));
}

function round(value: number): number {
    return Math.round(value * 100) / 100;
}
