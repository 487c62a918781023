import type { KubernetesObject } from "../kubernetes/object";
import { UnknownValues } from "../kubernetes/unknownValue";
import { type Finding, violationMessage } from "./violationMessage";

/**
 * One rule at work on one resource or stack. The SDK turns the unknown value that it raises at the
 * end into one "can't run" advisory.
 */
export class Examination<Config> extends UnknownValues {
    constructor(
        readonly config: Config,
        private readonly reportViolation: (message: string, object: KubernetesObject) => void,
    ) {
        super();
    }

    private readonly said = new Set<string>();

    /** Reports one finding about an object; the same about several of its pods only once. */
    readonly report = (object: KubernetesObject, finding: Finding): void => {
        const message = violationMessage(object, finding);
        const key = `${object.id} ${message}`;
        if (!this.said.has(key)) {
            this.said.add(key);
            this.reportViolation(message, object);
        }
    };
}
