import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { isPair, isScalar, LineCounter, type Pair, parseDocument, type Scalar, visit } from "yaml";

import type { Finding } from "../changes/stackPreview";
import { kindOf, resourceName, resourceType } from "../events/urn";

export interface StackFile {
    /** The path from the repository's root, with forward slashes. */
    path: string;
    text: string;
}

interface ConfigEntry {
    keys: string[];
    value: unknown;
    line: number;
}

const likely = 6;

/** The stack's config file, or the project file where the stack has none. */
export function readStackFile(configDir: string, stack: string): StackFile {
    const path = join(configDir, `Pulumi.${stack}.yaml`);
    return existsSync(path)
        ? { path: relativePath(path), text: readFileSync(path, "utf8") }
        : { path: "Pulumi.yaml", text: "" };
}

function relativePath(path: string): string {
    return relative(process.cwd(), path).replaceAll("\\", "/");
}

export type LineOf = (finding: Pick<Finding, "urn" | "message">) => number;

/** Finds the line of the config value that a finding is most likely about, or the first line. */
export function configLines(text: string): LineOf {
    const configured = entries(text);
    return (finding) =>
        configured
            .map((entry) => ({ line: entry.line, score: score(entry, finding) }))
            .reduce((a, b) => (b.score > a.score ? b : a), { line: 1, score: likely - 1 }).line;
}

/** The property that a message of the form `Kind "name" spec.path is value; ...` is about. */
export function subjectOf(message: string): { path?: string; value?: string } {
    const [, path, value] = /(?:^|\s)([a-z][\w:.[\]"/-]*) is ("[^"]*"|[^\s;]+)/.exec(message) ?? [];
    return { path, value: value?.replace(/^"|"$/g, "") };
}

function score(
    { keys, value }: ConfigEntry,
    { urn, message }: Pick<Finding, "urn" | "message">,
): number {
    const subject = subjectOf(message);
    const segments = (subject.path ?? "").split(/[.:[\]]+/).filter(Boolean);
    const name = resourceName(urn);
    const [last, ...above] = [...keys].reverse();
    const isOwner = (key: string) =>
        segments.includes(key) ||
        (key.length > 2 && name.includes(key)) ||
        (isBroker(urn) && key === "broker");
    const points = [
        last !== undefined && last === segments.at(-1) ? 4 : 0,
        isText(value) && subject.value === `${value}` ? 3 : 0,
        above.some(isOwner) ? 3 : 0,
        value === null && last === name ? likely : 0,
    ];
    return points.reduce((sum, point) => sum + point, 0);
}

function isText(value: unknown): value is string | number {
    return typeof value === "string" || typeof value === "number";
}

function isBroker(urn: string): boolean {
    return kindOf(resourceType(urn)) === "StatefulSet" || /RabbitMqBroker/.test(urn);
}

/** Every key of the file with its keys from the top; a map has the value null. */
function entries(text: string): ConfigEntry[] {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines });
    const found: ConfigEntry[] = [];
    visit(document, {
        Pair(_, pair, path) {
            const key = pair.key as Scalar | null;
            const offset = key?.range?.[0];
            if (!key || offset === undefined) {
                return;
            }
            const above = path.filter((node): node is Pair => isPair(node));
            const keys = [...above, pair].map(({ key: k }) => String(isScalar(k) ? k.value : k));
            const value = isScalar(pair.value) ? pair.value.value : null;
            found.push({ keys: keys.map(withoutProject), value, line: lines.linePos(offset).line });
        },
    });
    return found;
}

function withoutProject(key: string): string {
    return key.replace(/^[\w-]+:/, "");
}
