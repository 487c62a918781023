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
