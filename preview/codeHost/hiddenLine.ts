/** A line that readers of a comment do not see. */
export function hiddenLine(text: string): string {
    return `<!-- ${text.replaceAll("--", "-%2D")} -->`;
}

/** What a hidden line says, in HTML or as Bitbucket gets it; undefined for any other line. */
export function hiddenText(line: string): string | undefined {
    return (/^<!-- (.*) -->$/.exec(line) ?? /^\[\/\/\]: # \((.*)\)$/.exec(line))?.[1]?.replaceAll(
        "-%2D",
        "--",
    );
}
