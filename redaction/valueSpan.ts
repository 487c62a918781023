/** A part of a text, from `start` up to but not including `end`. */
export interface Span {
    start: number;
    end: number;
}

const quote = /(\\*)["']/y;
const space = /[ \t]*/y;
/** Ends a value in the middle of a line; a comma or a bracket may as well be a part of it. */
const delimiter = /\\[nr]|\\*["'`]|[\s<>]|[,;](?=\s|$|[\w."'\\-]+\s*[=:])|[)}\]]+(?=[\s,;.]|$)/g;
const queryDelimiter = /[&#\s"'`<>\\]/g;
const lineEnd = /\r?\n|$/g;
const blockMark = /(^|\s)[|>][+-]?\d?[+-]?\s*$/;
/** What a mapping has that refers to a Secret, or says how to make or mount one. */
const referenceWords = new Set(
    "algorithm apiVersion audience defaultMode encoding existingSecret expirationSeconds group items key kind mode name namespace optional path rotationPolicy secretKeyRef secretName secretRef size valueFrom version".split(
        " ",
    ),
);
const target = /^(algorithm|existingSecret|items|name|path|secret(KeyRef|Name|Ref)|valueFrom)$/;

/** Whether an object with these keys names where a credential is kept, and does not hold it. */
export function isReference(keys: readonly string[]): boolean {
    return keys.every(isReferenceWord) && keys.some((key) => target.test(key));
}

export function isReferenceWord(key: string): boolean {
    return referenceWords.has(key);
}

/** What is assigned at an offset just behind `=` or `:`; undefined where nothing is. */
export function assignedValue(text: string, key: Span, at: number): Span | undefined {
    const start = end(space, text, at);
    const opening = text[start];
    if (end(quote, text, start) > start) {
        return quotedValue(text, start);
    }
    if (opening === "{" || opening === "[") {
        return container(text, { start, end: closingBracket(text, start) });
    }
    const lineStart = text.lastIndexOf("\n", key.start - 1) + 1;
    if (/^[\s"'*>+-]*$/.test(text.slice(lineStart, key.start))) {
        return lineValue(text, start, key.start - lineStart);
    }
    const isQuery = /[?&]/.test(text[key.start - 1] ?? "");
    return filled({ start, end: next(isQuery ? queryDelimiter : delimiter, text, start) });
}

/** The inside of a quoted text; up to the end of the line where the quote is not closed. */
export function quotedValue(text: string, at: number): Span | undefined {
    const start = end(quote, text, at);
    const mark = text[start - 1] ?? "";
    const escapes = start - at - 1;
    const triple = mark.repeat(3);
    if (escapes === 0 && text.startsWith(triple, at)) {
        const close = text.indexOf(triple, at + 3);
        return filled({ start: at + 3, end: close < 0 ? text.length : close });
    }
    for (let close = text.indexOf(mark, start); close >= 0; close = text.indexOf(mark, close + 1)) {
        let before = close;
        while (before > start && text[before - 1] === "\\") {
            before -= 1;
        }
        const count = close - before;
        if (count === escapes || (escapes === 0 && count % 2 === 0)) {
            return filled({ start, end: close - escapes });
        }
    }
    return filled({ start, end: next(lineEnd, text, start) });
}

/** All that is left of a line, and the lines that are indented below it. */
function lineValue(text: string, start: number, indent: number): Span | undefined {
    const lineStop = next(lineEnd, text, start);
    const rest = text.slice(start, lineStop);
    const isBlock = blockMark.test(rest);
    if (rest.trim() && !rest.startsWith("#") && !isBlock) {
        return { start, end: lineStop };
    }
    const block = { start: lineStop, end: indentedEnd(text, lineStop, indent) };
    return isBlock ? filled(trimmed(text, block)) : container(text, trimmed(text, block));
}

function indentedEnd(text: string, from: number, indent: number): number {
    let stop = from;
    while (stop < text.length) {
        const start = stop + (text[stop] === "\r" ? 2 : 1);
        const lineStop = next(lineEnd, text, start);
        const line = text.slice(start, lineStop);
        const depth = line.search(/\S/);
        const isInside = depth > indent || (depth === indent && /^\s*- /.test(line));
        if (start > text.length || (depth >= 0 && !isInside)) {
            break;
        }
        stop = lineStop;
    }
    return stop;
}

function container(text: string, span: Span): Span | undefined {
    const keys = text.slice(span.start, span.end).matchAll(/([\w.-]{1,100})\\*["']?[ \t]*[:=]/g);
    return isReference([...keys].map(([, key]) => key ?? "")) ? undefined : filled(span);
}

/** Where a bracket that is not closed ends is not known: with the text, as far as that was kept. */
function closingBracket(text: string, start: number): number {
    const marks = /\\*["']|[[\]{}]/g;
    marks.lastIndex = start;
    let depth = 0;
    for (let match = marks.exec(text); match; match = marks.exec(text)) {
        if (/["']$/.test(match[0])) {
            const inside = quotedValue(text, match.index);
            marks.lastIndex = inside ? inside.end + match[0].length : marks.lastIndex + 1;
        } else {
            depth += /[[{]/.test(match[0]) ? 1 : -1;
            if (depth === 0) {
                return marks.lastIndex;
            }
        }
    }
    return text.length;
}

function trimmed(text: string, { start, end: stop }: Span): Span {
    const inside = text.slice(start, stop);
    const from = start + inside.length - inside.trimStart().length;
    return { start: from, end: Math.max(from, start + inside.trimEnd().length) };
}

function filled(span: Span): Span | undefined {
    return span.end > span.start ? span : undefined;
}

function end(sticky: RegExp, text: string, at: number): number {
    sticky.lastIndex = at;
    return sticky.test(text) ? sticky.lastIndex : at;
}

function next(pattern: RegExp, text: string, from: number): number {
    pattern.lastIndex = from;
    return pattern.exec(text)?.index ?? text.length;
}
