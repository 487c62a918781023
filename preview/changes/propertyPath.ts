export type PropertyPath = (string | number)[];

/** A path as people read it: an element of a list may go by its name. */
export type NamedPath = (string | number | { name: string })[];

const segment = /\.?([^.[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/y;

/** Reads a path as the engine writes it: `spec.ports[0].name`, `metadata.labels["app.kubernetes.io/name"]`. */
export function parsePath(path: string): PropertyPath {
    const keys: PropertyPath = [];
    segment.lastIndex = 0;
    while (segment.lastIndex < path.length) {
        const match = segment.exec(path);
        if (!match) {
            return [path];
        }
        const [, name, index, quoted] = match;
        keys.push(index === undefined ? (name ?? unquote(quoted ?? "")) : Number(index));
    }
    return keys;
}

export function formatPath(path: NamedPath): string {
    return path
        .map((key, i) => {
            if (typeof key !== "string") {
                return `[${typeof key === "number" ? key : key.name}]`;
            }
            return /^[^.[\]"]+$/.test(key) ? `${i ? "." : ""}${key}` : `[${JSON.stringify(key)}]`;
        })
        .join("");
}

function unquote(text: string): string {
    return text.replace(/\\(.)/g, "$1");
}
