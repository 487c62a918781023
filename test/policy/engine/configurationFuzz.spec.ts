import { match, ok } from "node:assert/strict";

import Ajv from "ajv";
import addFormats from "ajv-formats";
import * as fc from "fast-check";

import { analyze } from "../../../policy/audit/analysis";
import { ConfigurationError, patternProblems } from "../../../policy/engine/configurationProblems";
import type { EnvironmentConfig } from "../../../policy/engine/environmentConfig";
import type { PropertySchema } from "../../../policy/engine/rule";
import { packPolicies } from "../../../policy/pack";
import { brokenStack } from "../brokenStack";

const policies = packPolicies();
const ajv = addFormats(new Ajv({ allowUnionTypes: true }));

/** What people write, and what breaks programs that read it. */
const texts = fc.constantFrom(
    ...["", "a", "0", "80", "6000-6500", "6500-6000", "0-70000", "8Gi", "eight", "memory", "-1"],
    ...["2099-02-31", "2099-02-28", "2020-01-01", "2099-13-01", "a::b", "*", "*::*", "shop*"],
    ...["urn:pulumi:prod::shop::*::*", "*a".repeat(50), "A reason that is long enough"],
    ...[
        "(",
        "[",
        "\\",
        "(a+)+$",
        "(a|aa)*",
        "a*a*a*",
        "x{2,}y*",
        "(?<a>x)",
        "\\1",
        "(a|b)".repeat(9),
    ],
    ...["__proto__", "constructor", "spec.template", "spec.*.template", "port-named", "pod-probes"],
    ...[
        "batch.volcano.sh/Job",
        "apps/Deployment",
        "kubernetes.io/hostname",
        "restricted",
        "\u0000",
    ],
);
const numbers = fc.constantFrom(-1, 0, 0.5, 1, 2, 80, 5672, 65535, 65536, 1e21, 30000, 32767);
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    any: fc.oneof(
        { depthSize: "small" },
        texts,
        numbers,
        fc.boolean(),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(texts, tie("any"), { maxKeys: 3 }),
    ),
})).any;

/** Values of the types that a schema names, of which most fit it otherwise as well. */
function fitting(schema: PropertySchema): fc.Arbitrary<unknown> {
    const { type, items, properties, required, additionalProperties, enum: of } = schema;
    if (of) {
        return fc.constantFrom(...(of as unknown[]));
    }
    const types = [type ?? "string"].flat();
    return fc.oneof(
        ...types.map((one): fc.Arbitrary<unknown> => {
            if (one === "array") {
                return fc.array(items ? fitting(items as PropertySchema) : value, { maxLength: 4 });
            }
            if (one === "object" && properties) {
                const fields = Object.entries(properties as { [key: string]: PropertySchema });
                const arbitraries = fields.map(([key, inner]) => [key, fitting(inner)] as const);
                return fc.record(Object.fromEntries(arbitraries), {
                    requiredKeys: (required ?? []) as never[],
                });
            }
            if (one === "object") {
                const inner = typeof additionalProperties === "object" ? additionalProperties : {};
                return fc.dictionary(texts, fitting(inner), { maxKeys: 3 });
            }
            return one === "boolean" ? fc.boolean() : one === "string" ? texts : numbers;
        }),
    );
}

const stack = brokenStack().map(({ props, ...resource }) => ({
    ...resource,
    inputs: props,
    outputs: props,
}));

describe("any configuration that the engine lets through", () => {
    for (const { name, configSchema } of policies.filter(({ configSchema }) => configSchema)) {
        const properties = configSchema?.properties ?? {};
        if (Object.keys(properties).length === 0) {
            continue;
        }
        const isValid = ajv.compile({ type: "object", properties });
        const fields = Object.entries(properties).map(([key, schema]) => [key, fitting(schema)]);
        const configs = fc
            .record(Object.fromEntries(fields) as { [key: string]: fc.Arbitrary<unknown> }, {
                requiredKeys: [],
            })
            .filter((config) => isValid(config));

        it(`of ${name} is used, or refused with a sentence at the first resource`, () =>
            fc.assert(
                fc.asyncProperty(configs, async (config) => {
                    const all = { all: "advisory", [name]: config } as EnvironmentConfig;
                    const refused = await refusal(() =>
                        analyze(packPolicies(), stack.slice(0, 1), all),
                    );
                    if (refused) {
                        match(refused, /^The configuration of [a-z-]+ cannot be used: .+\.$/s);
                    } else {
                        await analyze(packPolicies(), stack, all);
                    }
                }),
                { numRuns: 30 },
            )).timeout(60_000);
    }
});

async function refusal(run: () => Promise<unknown>): Promise<string | undefined> {
    try {
        await run();
        return undefined;
    } catch (error) {
        ok(error instanceof ConfigurationError, error as Error);
        return error.message;
    }
}

describe("a regular expression of a configuration", () => {
    const atoms = fc.constantFrom(
        ...["a", "b", "a*", "a+", "a?", "(a|a)", "(a|ab)", "(a?)", "[ab]", "a{1,9}", "(a)+", "|"],
        ...["\\w", ".", "(?:a|a)", "(?=a)", "\\1", "^", "a*?", "(a*)", "{2}", "$"],
    );

    it("is refused, or takes no time on a name as long as names are", () => {
        fc.assert(
            fc.property(fc.array(atoms, { maxLength: 30 }), (parts) => {
                const pattern = parts.join("");
                if (patternProblems("names", [pattern]).length === 0) {
                    // What backtracks would not come back before the test ends.
                    new RegExp(`(^|_)(${pattern})$`).test(`${"a".repeat(99)}!`);
                }
            }),
            { numRuns: 2000 },
        );
    }).timeout(60_000);
});
