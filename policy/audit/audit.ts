#!/usr/bin/env node
import { packPolicies } from "../pack";
import { analyze, type Diagnostic } from "./analysis";
import { type AuditRequest, auditRequest } from "./auditRequest";

const usage = `Usage: audit STATE.json [--env NAME | --config FILE]

Judges the stack in STATE.json, which pulumi stack export --file STATE.json wrote, by every policy
of the pack. It needs no cluster and no login. Without --env the stack's own name is the environment.
Ends with 1 where a mandatory policy is violated, and with 2 where it could not judge.`;

async function main(): Promise<number> {
    const request = auditRequest(process.argv.slice(2));
    if ("problems" in request) {
        const problems = request.problems.map((problem) => `- ${problem}\n`).join("");
        process.stderr.write(`${problems}\n${usage}\n`);
        return 2;
    }
    return judge(request);
}

async function judge({ resources, config, configFile }: AuditRequest): Promise<number> {
    const policies = packPolicies();
    const diagnostics = await analyze(policies, resources, config);
    const mandatory = diagnostics.filter(({ level }) => level === "mandatory").length;
    process.stdout.write(
        [
            ...diagnostics.map(diagnosticText),
            `${resources.length} resources, ${policies.length} policies, ${configFile}: ` +
                `${mandatory} mandatory, ${diagnostics.length - mandatory} advisory`,
            "",
        ].join("\n"),
    );
    return mandatory > 0 ? 1 : 0;
}

function diagnosticText({ policy, level, urn, message, unknown }: Diagnostic): string {
    const what =
        unknown === undefined ? message : `could not judge ${urn ?? "the stack"}: ${message}`;
    return `[${level}] ${policy.name} (${policy.severity}): ${policy.description}\n    ${what}`;
}

void main().then((code) => (process.exitCode = code));
