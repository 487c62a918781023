import type { PropertySchema } from "./rule";

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
