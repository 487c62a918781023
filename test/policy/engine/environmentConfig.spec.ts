import { deepEqual } from "node:assert/strict";

import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

import {
    configPath,
    type EnvironmentConfig,
    environments,
    knownEnvironments,
    readConfig,
} from "../../../policy/engine/environmentConfig";
import type { Policy } from "../../../policy/engine/policyOf";
import { packPolicies } from "../../../policy/pack";

const policies = packPolicies();
// Nothing that ships is rewritten: `remediate` is for users to choose.
const levels = ["advisory", "mandatory", "disabled"];

const ajv = addFormats(new Ajv({ allErrors: true, allowUnionTypes: true }));
const validators = new Map<Policy, ValidateFunction>();

function validatorOf(policy: Policy): ValidateFunction {
    const validator =
        validators.get(policy) ??
        ajv.compile({
            type: "object",
            additionalProperties: false,
            properties: policy.configSchema?.properties ?? {},
        });
    validators.set(policy, validator);
    return validator;
}

/** What Pulumi would accept without a word: names that it does not know. */
function problemsOf(config: EnvironmentConfig): string[] {
    return Object.entries(config).flatMap(([name, setting]) => {
        const policy = policies.find((candidate) => candidate.name === name);
        if (!policy) {
            return [`${name} is no policy`];
        }
        const { enforcementLevel, ...properties } =
            typeof setting === "string" ? { enforcementLevel: setting } : setting;
        const isValid = validatorOf(policy);
        return [
            ...(levels.includes(enforcementLevel ?? "")
                ? []
                : [`${name} has the level ${enforcementLevel}`]),
            ...(isValid(properties) ? [] : [`${name}: ${ajv.errorsText(isValid.errors)}`]),
        ];
    });
}

describe("the policy configuration", () => {
    it("is there for every environment, and no other", () => {
        deepEqual(knownEnvironments(), [...environments].sort());
    });

    for (const environment of environments) {
        it(`of ${environment} names only policies and properties that exist, with valid values`, () => {
            deepEqual(problemsOf(readConfig(configPath(environment))), []);
        });

        it(`of ${environment} says something about every policy, in the order of the pack`, () => {
            deepEqual(
                Object.keys(readConfig(configPath(environment))),
                policies.map(({ name }) => name),
            );
        });
    }

    it("is found wrong where Pulumi would keep silent", () => {
        deepEqual(
            problemsOf({
                "replica-broker-minimun": "mandatory",
                "replica-broker-odd": "mandatroy",
                "replica-maximum": { enforcementLevel: "mandatory", maximum: 3, max: 0 },
                "exemption-list": {
                    enforcementLevel: "mandatory",
                    list: [{ policies: ["port-nmaed"], urn: "a::b", reason: "It is a test" }],
                },
            }),
            [
                "replica-broker-minimun is no policy",
                "replica-broker-odd has the level mandatroy",
                "replica-maximum: data must NOT have additional properties, data/max must be >= 1",
                "exemption-list: data/list/0 must have required property 'expires', data/list/0/policies/0 must be equal to one of the allowed values",
            ],
        );
    });
});
