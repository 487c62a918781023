import type { PolicyEvent, PolicySummaryEvent, SummaryEvent } from "../events/engineEvent";
import { toFinding } from "./finding";
import { sortedBy } from "./sortedBy";
import type { Finding, StackPreview } from "./stackPreview";

const severities = ["critical", "high", "medium", "low"];

/** What the policies of a preview found, and which ones were asked. */
export class PolicyResults {
    private readonly findings = new Map<string, Finding>();
    private readonly policies = new Set<string>();
    private readonly packs: { [key: string]: string } = {};

    addFinding(event: PolicyEvent): void {
        const finding = toFinding(event);
        this.policies.add(`${finding.pack}/${finding.policy}`);
        this.packs[finding.pack] ??= event.policyPackVersion ?? "";
        this.findings.set(JSON.stringify(finding), finding);
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
        return [...this.findings.values()].some(({ level }) => level === "mandatory");
    }

    finish() {
        return {
            findings: sortedBy(this.findings.values(), rank),
            policies: [...this.policies].sort(),
            policyPacks: this.packs,
        } satisfies Partial<StackPreview>;
    }
}

/** The most severe first. */
function rank({ severity, policy, urn, message }: Finding): string {
    const index = severities.indexOf(severity);
    return [index < 0 ? severities.length : index, policy, urn, message].join(" ");
}
