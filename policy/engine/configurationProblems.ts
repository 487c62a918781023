import type { PortRange } from "../kubernetes/portRanges";

/** Ends the run before anything is created, with all that is wrong with a policy's configuration. */
export class ConfigurationError extends Error {
    constructor(policy: string, problems: readonly string[]) {
        super(`The configuration of ${policy} cannot be used: ${problems.join(". ")}.`);
        // The SDK prints the stack of an error, which says nothing to whoever wrote the configuration.
        this.stack = this.message;
    }
}

/** Whether there is such a day, unlike `2099-02-31`. */
export function isDay(text: string): boolean {
    const time = Date.parse(`${text}T00:00:00Z`);
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** What a schema cannot say about ports: that they exist, and that a range begins with the lower one. */
export function portRangeProblems(property: string, ranges: readonly PortRange[]): string[] {
    return ranges.flatMap((range) => {
        const [from = 0, to = from] = `${range}`.split("-").map(Number);
        if (Math.min(from, to) < 1 || Math.max(from, to) > 65535) {
            return [`${property} holds ${range}, and ports go from 1 to 65535`];
        }
        return from > to ? [`${property} holds ${range}: write ${to}-${from}`] : [];
    });
}

/** What keeps texts from being used as regular expressions; those that can backtrack for long are none. */
export function patternProblems(property: string, patterns: readonly string[]): string[] {
    return patterns.flatMap((pattern) => {
        try {
            new RegExp(pattern);
        } catch {
            return [`${property} holds ${pattern}, which is no regular expression`];
        }
        return canTakeLong(pattern)
            ? [
                  `${property} holds ${pattern}, which can take minutes: repeat no group, use * and + once, and | and ? no more than ${mostChoices} times`,
              ]
            : namesGroup(pattern)
              ? [`${property} holds ${pattern}: give no group a name`]
              : [];
    });
}

/** Each choice doubles the ways to try. */
const mostChoices = 10;

/** Told by how a pattern is written, whatever stands in its classes: better too strict than to wait. */
function canTakeLong(pattern: string): boolean {
    const plain = pattern.replace(/\\./gs, "x").replace(/\(\?(:|<?[=!]|<\w+>)/g, "(");
    const count = (of: RegExp) => plain.match(of)?.length ?? 0;
    return (
        count(/[*+]|\{\d*,\d*\}/g) > 1 || count(/[|?]/g) > mostChoices || /\)([*+]|\{)/.test(plain)
    );
}

/** All patterns of a configuration become one, in which a name stands for one group. */
function namesGroup(pattern: string): boolean {
    return /(?<!\\)\(\?<\w/.test(pattern);
}
