/**
 * A name as Kubernetes writes names, because those of Secrets follow from it. Names that differ only in what
 * Kubernetes does not allow would become one.
 */
export function freeName(taken: object, text: string, otherwise: string): string {
    const name = text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^[^a-z]+|-+$/g, "")
        .slice(0, 40)
        .replace(/-+$/, "");
    return numbered(taken, name === "" ? otherwise : name);
}

function numbered(taken: object, name: string, next = 2): string {
    if (!Object.hasOwn(taken, name)) {
        return name;
    }
    const other = `${name.replace(/-\d+$/, "")}-${next}`;
    return Object.hasOwn(taken, other) ? numbered(taken, name, next + 1) : other;
}
