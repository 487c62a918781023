import { readFileSync } from "node:fs";

import { Ajv, type JSONSchemaType } from "ajv";

/** What a policy pack publishes about a policy, in the words of `@pulumi/policy`. */
export interface PolicyMetadata {
    name: string;
    description: string;
    severity?: string;
    remediationSteps?: string;
    url?: string;
}

const text = { type: "string", nullable: true } as const;
const schema: JSONSchemaType<PolicyMetadata[]> = {
    type: "array",
    items: {
        type: "object",
        required: ["name", "description"],
        properties: {
            name: { type: "string" },
            description: { type: "string" },
            severity: text,
            remediationSteps: text,
            url: text,
        },
    },
};
const validate = new Ajv({ allErrors: true }).compile(schema);

/** Reads a list of policies, such as `[{"name", "description", "remediationSteps", "url"}]`. */
export function readPolicyMetadata(file?: string): {
    metadata: PolicyMetadata[];
    problems: string[];
} {
    if (!file) {
        return { metadata: [], problems: [] };
    }
    try {
        const metadata: unknown = JSON.parse(readFileSync(file, "utf8"));
        return validate(metadata)
            ? { metadata, problems: [] }
            : {
                  metadata: [],
                  problems: (validate.errors ?? []).map(
                      (e) => `${file}${e.instancePath} ${e.message}.`,
                  ),
              };
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { metadata: [], problems: [`${file} cannot be read: ${reason}.`] };
    }
}
