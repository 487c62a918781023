import { type KubernetesObject, namespaceOf } from "../kubernetes/object";
import { ifKnown } from "../kubernetes/unknownValue";
import { isDay } from "./configurationProblems";
import { matchesGlob } from "./glob";

/** Findings of these policies do not count: about these resources, or in this namespace. */
export interface Exemption {
    policies: string[];
    /** A URN in which `*` stands for anything. */
    urn?: string;
    /** A namespace in which `*` stands for anything. */
    namespace?: string;
    reason: string;
    /** The last day that it holds, as `2026-12-31`. */
    expires: string;
}

export interface ExemptionConfig {
    list: readonly Exemption[];
    /** The policies that an object may opt out of by an annotation of its own. */
    annotations: readonly string[];
}

/** A finding that did not count. */
export interface ExemptedFinding {
    policy: string;
    urn: string;
    message: string;
    exemption: Exemption;
}

const annotationPrefix = "queue-workloads/exempt-";

/** The exemptions of one run of the pack, and what they were used for. */
export class Exemptions {
    private config: ExemptionConfig = { list: [], annotations: [] };
    private readonly findings = new Map<string, ExemptedFinding>();

    constructor(private readonly today: () => string) {}

    configure(config: ExemptionConfig): void {
        this.config = config;
    }

    isExpired(exemption: Exemption): boolean {
        return exemption.expires < this.today();
    }

    /**
     * What is left to report of a finding: undefined if it is exempt, and the message with a hint
     * if it was exempt until lately, or if the object's own exemption cannot be used.
     */
    apply(policy: string, object: KubernetesObject, message: string): string | undefined {
        const { urn } = object;
        const covering = this.covering(policy, object);
        const valid = covering.find((exemption) => !this.isExpired(exemption));
        if (valid) {
            const key = JSON.stringify([policy, urn, message]);
            this.findings.set(key, { policy, urn, message, exemption: valid });
            return undefined;
        }
        const [expired] = covering;
        if (expired) {
            return `${message} Its exemption expired on ${expired.expires} (${expired.reason}).`;
        }
        const own = this.annotated(policy, object);
        return typeof own === "string" ? `${message} ${own}` : message;
    }

    /** Whether nothing is asked of an object, which is then left as it is. */
    isExempt(policy: string, object: KubernetesObject): boolean {
        return this.covering(policy, object).some((exemption) => !this.isExpired(exemption));
    }

    /** What was exempt since this was last asked, in an order that does not change from run to run. */
    takeExempted(): ExemptedFinding[] {
        const taken = [...this.findings.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
        this.findings.clear();
        return taken.map(([, finding]) => finding);
    }

    /** Those that none of the findings needed. */
    unused(findings: readonly ExemptedFinding[]): Exemption[] {
        return this.config.list.filter(
            (exemption) => !findings.some((finding) => finding.exemption === exemption),
        );
    }

    private covering(policy: string, object: KubernetesObject): Exemption[] {
        const own = this.annotated(policy, object);
        return [
            ...this.config.list.filter((exemption) => covers(exemption, policy, object)),
            ...(typeof own === "object" ? [own] : []),
        ];
    }

    /** The exemption that the object gives itself, or what keeps it from being one. */
    private annotated(policy: string, object: KubernetesObject): Exemption | string | undefined {
        const name = `${annotationPrefix}${policy}`;
        const text = ifKnown(() => object.props.metadata?.annotations?.[name]);
        if (text === undefined) {
            return undefined;
        }
        if (!this.config.annotations.includes(policy)) {
            return `Its annotation ${name} counts only where annotations of exemption-list name the policy.`;
        }
        const { expires = "", reason = "" } =
            /^(?<expires>\d{4}-\d\d-\d\d) (?<reason>\S.{9,})$/.exec(text)?.groups ?? {};
        return isDay(expires)
            ? { policies: [policy], urn: object.urn, expires, reason }
            : `Its annotation ${name} does not count: give a last day and a reason, as in "2027-03-31 The partner moves in spring".`;
    }
}

/** `policies for "urn"`, for messages. */
export function exemptionText({ policies, urn, namespace }: Exemption): string {
    const of = [urn, namespace && `namespace ${namespace}`].filter((part) => part !== undefined);
    return `The exemption from ${policies.join(", ")} for "${of.join(" in ")}"`;
}

function covers({ policies, urn, namespace }: Exemption, policy: string, object: KubernetesObject) {
    return (
        policies.includes(policy) &&
        (urn === undefined || matchesGlob(urn, object.urn)) &&
        (namespace === undefined ||
            matchesGlob(namespace, ifKnown(() => namespaceOf(object)) ?? ""))
    );
}
