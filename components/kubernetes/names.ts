import type { Problem } from "../problems";
import { problem } from "../problems";

const dns1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/**
 * The longest broker or workload name. A pod is named `NAME-0` and a client Secret
 * `NAME-CLIENT-xxxxxxxx`; a label value and a Service name end at 63 characters.
 */
export const longestName = 40;

export function nameProblems(path: string, name: string): Problem[] {
    if (dns1035.test(name) && name.length <= longestName) {
        return [];
    }
    return [
        problem(
            path,
            name,
            `at most ${longestName} lower-case letters, digits and "-", starting with a letter`,
            "It becomes a Service name: rename it.",
        ),
    ];
}
