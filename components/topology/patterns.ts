import type { Problem } from "../problems";
import { problem } from "../problems";

/** Inline options, such as `(?i)`, which PCRE knows and JavaScript does not. */
const inlineOptions = /^\(\?[imsx]+\)/;

/**
 * What is wrong with a regular expression that RabbitMQ is going to compile: it would refuse all
 * definitions because of one, and a node that imports them would not start.
 */
export function patternProblems(path: string, pattern: string): Problem[] {
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
