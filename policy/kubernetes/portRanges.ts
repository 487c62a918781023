/** A port, or a range of ports as `from-to`. */
export type PortRange = number | string;

export function withinRanges(port: number, ranges: readonly PortRange[]): boolean {
    return ranges.some((range) => {
        const [from, to] = `${range}`.split("-").map(Number);
        return from !== undefined && port >= from && port <= (to ?? from);
    });
}
