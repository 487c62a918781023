/** One field that the Pod Security Standards limit, with the limit and the value that was found. */
export interface Breach {
    /** Set where only the restricted profile asks for it, and not the baseline. */
    readonly isStrict?: boolean;
    readonly at: string;
    readonly is: string;
    readonly requires: string;
    readonly fix: string;
}

/** A limit looks at one field, so that an unknown field hides no other. */
export type Limit<Subject> = (subject: Subject) => Breach | undefined;

export function breach(at: string, is: string, requires: string, fix: string): Breach {
    return { at, is, requires, fix };
}

export function strict(found: Breach): Breach {
    return { ...found, isStrict: true };
}
