import type { PropertySchema } from "../engine/rule";

/** A port, or a range of ports as `from-to`. */
export type PortRange = number | string;

export const portRangesSchema: PropertySchema = {
    type: "array",
    description: "Ports: numbers, or ranges such as `6000-6500`.",
    items: {
        type: ["integer", "string"],
        minimum: 1,
        maximum: 65535,
        pattern: "^[0-9]{1,5}(-[0-9]{1,5})?$",
    },
};

export function withinRanges(port: number, ranges: readonly PortRange[]): boolean {
    return ranges.some((range) => {
        const [from, to] = `${range}`.split("-").map(Number);
        return from !== undefined && port >= from && port <= (to ?? from);
    });
}
