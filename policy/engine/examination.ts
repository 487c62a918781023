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

    /** Reports one finding about an object. */
    readonly report = (object: KubernetesObject, finding: Finding): void => {
        this.reportViolation(violationMessage(object, finding), object);
    };
}
