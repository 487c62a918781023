/** `1 policy`, `2 policies`, `3 lines of the full diff`, `2 creates or updates`. */
export function plural(count: number, noun: string): string {
    const [, words = noun, rest = ""] = /^(.*?)( (?:of|that) .*)?$/.exec(noun) ?? [];
    const many = words
        .split(" or ")
        .map((word) =>
            `${word}s`.replace(/([^aeiou])ys$/, "$1ies").replace(/(s|x|z|ch|sh)s$/, "$1es"),
        )
        .join(" or ");
    return `${count} ${count === 1 ? noun : `${many}${rest}`}`;
}
