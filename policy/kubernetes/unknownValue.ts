/**
 * The error that the SDK's proxy throws where a value is not known during preview. It is told by
 * its name, because a program can hold two copies of the SDK and `instanceof` fails across them.
 */
export function isUnknownValueError(error: unknown): error is Error {
    return error instanceof Error && error.constructor.name === "UnknownValueError";
}

/** Raised where a value is read that does not have the type that Kubernetes accepts there. */
export class MisshapenValueError extends Error {}

/** Whether a value could not be read: not yet, or because it is none that Kubernetes accepts. */
export function cannotBeJudged(error: unknown): error is Error {
    return error instanceof MisshapenValueError || isUnknownValueError(error);
}

/** The value, or undefined where it cannot be judged. */
export function ifKnown<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch (error) {
        if (cannotBeJudged(error)) {
            return undefined;
        }
        throw error;
    }
}

/** What may yet become known goes before what will not. */
function earlier(first: Error | undefined, next: Error): Error {
    return isUnknownValueError(first) || (first && !isUnknownValueError(next)) ? first : next;
}

/** The items known to match, and the first error if some cannot be judged yet. */
export function knownMatches<T>(
    items: readonly T[],
    matches: (item: T) => boolean,
): { found: T[]; unknown: Error | undefined } {
    const found: T[] = [];
    let firstUnknown: Error | undefined;
    for (let index = 0; index < items.length; index++) {
        try {
            const item = items[index] as T;
            if (matches(item)) {
                found.push(item);
            }
        } catch (error) {
            if (!cannotBeJudged(error)) {
                throw error;
            }
            firstUnknown = earlier(firstUnknown, error);
        }
    }
    return { found, unknown: firstUnknown };
}

/**
 * Whether one of the items matches. An item that cannot be judged yet leaves the answer open only
 * if no other item matches; then its error is thrown.
 */
export function someKnown<T>(items: readonly T[], matches: (item: T) => boolean): boolean {
    let firstUnknown: Error | undefined;
    for (let index = 0; index < items.length; index++) {
        try {
            if (matches(items[index] as T)) {
                return true;
            }
        } catch (error) {
            if (!cannotBeJudged(error)) {
                throw error;
            }
            firstUnknown = earlier(firstUnknown, error);
        }
    }
    if (firstUnknown) {
        throw firstUnknown;
    }
    return false;
}

/**
 * Sets aside what cannot be judged, so that it hides nothing else. Whoever examines asks at the end
 * for the first value that is not known during preview.
 */
export class UnknownValues {
    private first: Error | undefined;

    /** Examines one thing on its own: an unknown value in it does not stop the rest. */
    readonly attempt = (examine: () => void): void => {
        try {
            examine();
        } catch (error) {
            if (!cannotBeJudged(error)) {
                throw error;
            }
            this.first = earlier(this.first, error);
        }
    };

    /** Examines each item on its own. */
    readonly each = <T>(
        items: readonly T[] | undefined | null,
        examine: (item: T, index: number) => void,
    ): void => {
        for (let index = 0; index < (items?.length ?? 0); index++) {
            this.attempt(() => examine(items?.[index] as T, index));
        }
    };

    /** Examines each property on its own. */
    readonly eachEntry = <T>(
        record: Readonly<{ [key: string]: T }> | undefined | null,
        examine: (key: string, value: T) => void,
    ): void => {
        for (const key of Object.keys(record ?? {})) {
            this.attempt(() => examine(key, record?.[key] as T));
        }
    };

    /** The items known to match; those that cannot be judged yet are set aside. */
    readonly matching = <T>(items: readonly T[], matches: (item: T) => boolean): T[] => {
        const { found, unknown } = knownMatches(items, matches);
        this.first = unknown ? earlier(this.first, unknown) : this.first;
        return found;
    };

    /**
     * Raises the first unknown value that was met, if there was one. A misshapen one is not raised:
     * it will not become known, and a rule of its own reports it.
     */
    raise(): void {
        if (isUnknownValueError(this.first)) {
            throw this.first;
        }
    }
}
