import { deepEqual } from "node:assert/strict";

import { parseAllDocuments } from "yaml";

import { analyze } from "../../../policy/audit/analysis";
import { packPolicies } from "../../../policy/pack";

/** A manifest in the manner of another project's own tests, and the policies that have to find something. */
export interface Verdict {
    readonly what: string;
    readonly manifest: string;
    /** The names of the policies, of those that the project has a check for. */
    readonly finds: readonly string[];
}

interface Manifest {
    apiVersion: string;
    kind: string;
    metadata: { name: string };
}

/** Runs each manifest through the whole pack, and compares what the policies in question say. */
export function describeManifests(
    project: string,
    policies: readonly string[],
    verdicts: readonly Verdict[],
): void {
    describe(`manifests in the manner of ${project}`, () => {
        for (const { what, manifest, finds } of verdicts) {
            it(`${finds.length === 0 ? "pass" : "are found"}: ${what}`, async () => {
                const found = await judged(manifest);
                const asked = found.filter((policy) => policies.includes(policy));
                deepEqual(asked, [...finds].sort());
            });
        }
    });
}

async function judged(manifest: string): Promise<string[]> {
    const resources = parseAllDocuments(manifest).map((document) => {
        const props = document.toJS() as Manifest;
        const { apiVersion, kind, metadata } = props;
        const type = `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
        const urn = `urn:pulumi:prod::shop::${type}::${metadata.name}`;
        return { type, name: metadata.name, urn, inputs: props, outputs: props };
    });
    const diagnostics = await analyze(packPolicies(), resources, { all: "mandatory" });
    return [...new Set(diagnostics.map(({ policy }) => policy.name))].sort();
}
