import type { Problem } from "../problems";
import { problem } from "../problems";

/**
 * How long a pattern may be, in characters. PCRE gives a compiled one 64 KiB: two bytes for a character of a name
 * and three for each name, and up to eight for a character of a class.
 * https://www.pcre.org/current/doc/html/pcre2limits.html
 */
export const longestPattern = 7_500;
export const longestPatternOfNames = 25_000;

/** Inline options, such as `(?i)`, which PCRE knows and JavaScript does not. */
const inlineOptions = /^\(\?[imsx]+\)/;

/** What JavaScript takes and PCRE does not. */
const differences: { occursIn: (pattern: string) => boolean; fix: string }[] = [
    {
        occursIn: (pattern) => classes(pattern).some((content) => content === ""),
        fix: "A bracket that closes right after the one that opens stands for itself: write what the class holds.",
    },
    {
        occursIn: (pattern) =>
            classes(pattern).some((content) => /\\[dDwWsS]-.|.-\\[dDwWsS]/.test(content)),
        fix: "A range cannot begin or end with a class: move the hyphen to the end of the brackets.",
    },
    {
        occursIn: (pattern) => escapes(pattern).some((one) => /[FIJLMOTUYijklmquy]/.test(one)),
        fix: "It has an escape that PCRE does not know: write the character itself, or \\x and its code.",
    },
    {
        occursIn: (pattern) => escapes(pattern).some((one) => Number(one) > groups(pattern)),
        fix: "It refers back to a group that it does not have: correct the number.",
    },
    {
        occursIn: (pattern) => /\(\?<[=!](?:\\.|[^()\\])*?[*+?{(]/.test(pattern),
        fix: "What is looked for before a place must have a fixed length: take out what repeats and what is grouped.",
    },
    {
        occursIn: (pattern) =>
            [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].some(
                ([, low, high]) => Math.max(Number(low), Number(high ?? 0)) > 65_535,
            ),
        fix: "Nothing repeats more than 65535 times: lower the number.",
    },
    {
        occursIn: (pattern) => expandedLength(pattern) > longestPattern,
        fix: "It is too long, with each group as often as it repeats: shorten it, or use * and +.",
    },
];

/** A group that repeats a number of times is compiled so many times. */
function expandedLength(pattern: string): number {
    return [...pattern.matchAll(/\)\{(\d+)(?:,(\d*))?\}/g)].reduce(
        (length, [, low, high]) => length * Math.max(1, Number(low), Number(high ?? 0)),
        pattern.length,
    );
}

/** What each pair of brackets holds. */
function classes(pattern: string): string[] {
    const found = pattern.matchAll(/\\[^]|\[\^?((?:\[:\^?\w+:\]|\\[^]|[^\]\\])*)\]/g);
    return [...found].map(([, content]) => content).filter((content) => content !== undefined);
}

/** What each backslash stands before. */
function escapes(pattern: string): string[] {
    return [...pattern.matchAll(/\\([1-9]\d*|[^])/g)].map(([, escaped]) => escaped!);
}

function groups(pattern: string): number {
    return [...pattern.matchAll(/\\[^]|(\((?!\?)|\(\?<(?![=!]))/g)].filter(([, group]) => group)
        .length;
}

/** The names that a pattern of a policy fits. */
export function fits(pattern: string, name: string): boolean {
    const [options = ""] = inlineOptions.exec(pattern) ?? [];
    const flags = [..."ims"].filter((flag) => options.includes(flag)).join("");
    return new RegExp(pattern.slice(options.length), flags).test(name);
}

/** The same pattern, of which each alternative begins where the first does. */
export function anchored(pattern: string): string {
    return pattern.includes("|") ? `^(?:${pattern})` : pattern;
}

/**
 * What is wrong with a regular expression that RabbitMQ is going to compile: it would refuse all
 * definitions because of one, and a node that imports them would not start.
 */
export function patternProblems(path: string, pattern: string): Problem[] {
    const difference = differences.find(({ occursIn }) => occursIn(pattern));
    if (difference !== undefined) {
        const allowed = "a regular expression as PCRE has it, which RabbitMQ uses";
        return [problem(path, pattern, allowed, difference.fix)];
    }
    try {
        new RegExp(pattern.replace(inlineOptions, ""));
        return [];
    } catch (error) {
        const reason = (error as Error).message.replace(/^Invalid regular expression: .*: /, "");
        return [problem(path, pattern, "a regular expression", `${reason}: correct it.`)];
    }
}

/** The same for one that grants a right: unanchored, it would grant more than what it names. */
export function anchoredPatternProblems(path: string, pattern: string): Problem[] {
    if (pattern.startsWith("^")) {
        return patternProblems(path, pattern);
    }
    const fix = `RabbitMQ looks for a match anywhere in the text: write ^${pattern}.`;
    return [problem(path, pattern, 'a regular expression that begins with "^"', fix)];
}
