/** One entry of the list: findings of these policies about these resources do not count. */
export interface Exemption {
    policies: string[];
    /** A URN in which `*` stands for anything. */
    urn: string;
    reason: string;
    /** The last day that it holds, as `2026-12-31`. */
    expires: string;
}

/** A finding that did not count. */
export interface ExemptedFinding {
    policy: string;
    urn: string;
    message: string;
    exemption: Exemption;
}

/** The exemptions of one run of the pack, and what they were used for. */
export class Exemptions {
    private list: readonly Exemption[] = [];
    private readonly findings = new Map<string, ExemptedFinding>();

    constructor(private readonly today: () => string) {}

    configure(list: readonly Exemption[]): void {
        this.list = list;
    }

    isExpired(exemption: Exemption): boolean {
        return exemption.expires < this.today();
    }

    /**
     * What is left to report of a finding: undefined if it is exempt, and the message with a hint
     * if it was exempt until lately.
     */
    apply(policy: string, urn: string, message: string): string | undefined {
        const covering = this.list.filter((exemption) => covers(exemption, policy, urn));
        const valid = covering.find((exemption) => !this.isExpired(exemption));
        if (valid) {
            const key = JSON.stringify([policy, urn, message]);
            this.findings.set(key, { policy, urn, message, exemption: valid });
            return undefined;
        }
        const expired = covering[0];
        return expired
            ? `${message} Its exemption expired on ${expired.expires} (${expired.reason}).`
            : message;
    }

    /** What was exempt since this was last asked, in an order that does not change from run to run. */
    takeExempted(): ExemptedFinding[] {
        const taken = [...this.findings.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
        this.findings.clear();
        return taken.map(([, finding]) => finding);
    }

    /** Those that none of the findings needed. */
    unused(findings: readonly ExemptedFinding[]): Exemption[] {
        return this.list.filter(
            (exemption) => !findings.some((finding) => finding.exemption === exemption),
        );
    }
}

function covers({ policies, urn: pattern }: Exemption, policy: string, urn: string): boolean {
    const literals = pattern.split("*").map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return policies.includes(policy) && new RegExp(`^${literals.join(".*")}$`).test(urn);
}
