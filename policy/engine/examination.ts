import type { KubernetesObject } from "../kubernetes/object";
import { isUnknownValueError, knownMatches } from "../kubernetes/unknownValue";
import { type Finding, violationMessage } from "./violationMessage";

/**
 * One rule at work on one resource or stack. What cannot be known during preview is set aside, so
 * that it hides nothing else, and is raised when the examination ends: the SDK turns it into one
 * "can't run" advisory.
 */
export class Examination<Config> {
    private firstUnknown: Error | undefined;

    constructor(
        readonly config: Config,
        private readonly reportViolation: (message: string, urn: string) => void,
    ) {}

    /** Reports one finding about an object. */
    readonly report = (object: KubernetesObject, finding: Finding): void => {
        this.reportViolation(violationMessage(object, finding), object.urn);
    };

    /** Examines one thing on its own: an unknown value in it does not stop the rest. */
    readonly attempt = (examine: () => void): void => {
        try {
            examine();
        } catch (error) {
            if (!isUnknownValueError(error)) {
                throw error;
            }
            this.firstUnknown ??= error;
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
        this.firstUnknown ??= unknown;
        return found;
    };

    /** Ends the examination, and says so where a value was not known. */
    end(): void {
        if (this.firstUnknown) {
            throw this.firstUnknown;
        }
    }
}
