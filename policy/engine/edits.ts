/** One field that a rule sets: its path, such as `spec.containers[0].name`. */
export interface Edit {
    readonly at: string;
    readonly value: unknown;
}

/** The properties of a resource with fields set. They are changed in place, which keeps secrets secret. */
export function edited<Props extends object>(props: Props, edits: readonly Edit[]): Props {
    for (const { at, value } of edits) {
        const keys = at.replace(/\[(\d+)\]/g, ".$1").split(".");
        const last = keys.pop() ?? "";
        const holder = keys.reduce<Holder>((inner, key) => {
            if (inner[key] === undefined || inner[key] === null) {
                inner[key] = {};
            }
            return inner[key] as Holder;
        }, props as Holder);
        holder[last] = value;
    }
    return props;
}

interface Holder {
    [key: string]: unknown;
}
