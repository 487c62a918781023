import type {
    PolicyEvent,
    PolicyRemediationEvent,
    PolicySummaryEvent,
    SummaryEvent,
} from "../events/engineEvent";
import { resourceType } from "../events/urn";
import { toFinding } from "./finding";
import { propertyChanges } from "./propertyChange";
import type { Redaction } from "./redaction";
import { sortedBy } from "./sortedBy";
import type { Finding, Remediation, StackPreview } from "./stackPreview";

const severities = ["critical", "high", "medium", "low"];

/** What the policies of a preview found, and which ones were asked. */
export class PolicyResults {
    private readonly events = new Map<string, PolicyEvent>();
    private readonly remediations: PolicyRemediationEvent[] = [];
    private readonly policies = new Set<string>();
    private readonly packs: { [key: string]: string } = {};

    addFinding(event: PolicyEvent): void {
        this.policies.add(`${event.policyPackName}/${event.policyName}`);
        this.packs[event.policyPackName] ??= event.policyPackVersion ?? "";
        this.events.set(JSON.stringify(event), event);
    }

    addRemediation(event: PolicyRemediationEvent): void {
        this.policies.add(`${event.policyPackName}/${event.policyName}`);
        this.remediations.push(event);
    }

    addPolicies({ policyPackName, policyPackVersion, passed, failed }: PolicySummaryEvent): void {
        for (const policy of [...(passed ?? []), ...(failed ?? [])]) {
            this.policies.add(`${policyPackName}/${policy}`);
        }
        this.packs[policyPackName] ??= policyPackVersion ?? "";
    }

    /** A pack from a folder is listed as `name|local|path`. */
    addPacks({ PolicyPacks }: SummaryEvent): void {
        for (const [pack, version] of Object.entries(PolicyPacks ?? {})) {
            this.packs[pack.split("|")[0] ?? pack] = version;
        }
    }

    get hasMandatory(): boolean {
        return [...this.events.values()].some((event) => isMandatory(toFinding(event, String)));
    }

    /** Secrets are taken out of whole messages, before a description is cut off from them. */
    finish(redaction: Redaction) {
        const findings = [...this.events.values()].map((event) =>
            toFinding(event, redaction.shown),
        );
        return {
            findings: sortedBy(findings, rank),
            remediations: this.remediations.map((event) => remediationOf(event, redaction)),
            policies: [...this.policies].sort(),
            policyPacks: this.packs,
        } satisfies Partial<StackPreview>;
    }
}

function isMandatory({ level }: Finding): boolean {
    return level === "mandatory";
}

function remediationOf(event: PolicyRemediationEvent, redaction: Redaction): Remediation {
    const { policyName: policy, policyPackName: pack, resourceUrn: urn = "" } = event;
    const states = { old: { inputs: event.before }, new: { inputs: event.after } };
    const step = { op: "update", urn, type: resourceType(urn), ...states } as const;
    return { policy, pack, urn, changes: propertyChanges(step, redaction) };
}

/** The most severe first. */
function rank({ severity, policy, urn, message }: Finding): string {
    const index = severities.indexOf(severity);
    return [index < 0 ? severities.length : index, policy, urn, message].join(" ");
}
