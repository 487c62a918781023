/**
 * Whether a text matches a pattern in which `*` stands for anything. It looks for each literal once,
 * from left to right, so that no pattern takes longer than the text is long.
 */
export function matchesGlob(pattern: string, text: string): boolean {
    const [first = "", ...others] = pattern.split("*");
    const last = others.pop();
    if (last === undefined) {
        return text === first;
    }
    const end = text.length - last.length;
    if (!text.startsWith(first) || !text.endsWith(last) || first.length > end) {
        return false;
    }
    let from = first.length;
    for (const literal of others) {
        const at = text.indexOf(literal, from);
        if (at < 0) {
            return false;
        }
        from = at + literal.length;
    }
    return from <= end;
}
