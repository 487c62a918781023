import { deepEqual, equal, match, ok } from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { packFolder } from "../../../policy/engine/environmentConfig";
import { packPolicies } from "../../../policy/pack";
import { wellFormed } from "../../../policy/rules/meta/wellFormed";
import { rules } from "../../../policy/rules/rules";
import { brokenStack, canary } from "../brokenStack";
import { judge, type Judgement, unknown } from "../judge";
import { changed, identity, type Props, shopStack, type TestResource } from "../shopStack";

const groups = ["replica", "port", "pod", "rbac", "meta", "exemption"];

describe("every rule of the policy pack", () => {
    for (const rule of rules) {
        it(`${rule.id} finds nothing in a stack that keeps all rules`, async () => {
            deepEqual(await judge(rule, shopStack()), { violations: [], unknown: undefined });
        });

        it(`${rule.id} finds what is wrong in a stack that breaks all rules, and shows no secret`, async () => {
            const { violations } = await judge(rule, brokenStack());
            ok(violations.length > 0);
            deepEqual(
                violations.filter((message) => message.includes(canary)),
                [],
            );
        });

        it(`${rule.id} says in one line what is wrong and how to fix it`, async () => {
            const { violations } = await judge(rule, brokenStack());
            for (const message of violations) {
                match(message, /^[A-Z]\w+ "[^"]+" .+\. [A-Z].+\.$/);
                ok(message.length <= 300, message);
            }
        });
    }

    it("takes no value for wrong because it is not known yet", async function () {
        this.timeout(120_000);
        const blind: string[] = [];
        await eachFieldUnknown(shopStack(), (field, _, { violations }) => {
            blind.push(...violations.map((message) => `${field}: ${message}`));
        });
        deepEqual(blind, []);
    });

    it("hides no finding behind a value that is not known yet without a word", async function () {
        this.timeout(120_000);
        const hidden: string[] = [];
        await eachFieldUnknown(brokenStack(), (field, before, { violations, unknown }) => {
            // A value that is not known yet is of the right type until it is known to be of another.
            const isOfType = field.startsWith(`${wellFormed.id}, `);
            if (
                !isOfType &&
                unknown === undefined &&
                violations.length < before.violations.length
            ) {
                hidden.push(field);
            }
        });
        deepEqual(hidden, []);
    });
});

describe("the registry of the policy pack", () => {
    it("gives each rule an id of its own", () => {
        equal(new Set(rules.map(({ id }) => id)).size, rules.length);
    });

    it("holds every file of the rules' folders, named after the policy", () => {
        const files = groups.flatMap((group) =>
            readdirSync(join(packFolder, "rules", group)).map((file) => `${group}/${file}`),
        );
        const named = packPolicies().map(({ name }) => fileOf(name));
        deepEqual(
            named.filter((file) => !existsSync(join(packFolder, "rules", file))),
            [],
        );
        deepEqual(
            files.filter((file) => !named.includes(file)),
            [],
        );
    });

    it("needs no package but the SDK", () => {
        const sources = readdirSync(packFolder, { recursive: true, encoding: "utf8" })
            .filter((path) => path.endsWith(".ts") && !/^(dist|node_modules)\//.test(path))
            .map((path) => readFileSync(join(packFolder, path), "utf8"));
        const imported = sources.flatMap((source) =>
            [...source.matchAll(/from "([^".][^"]*)";/g)].map(([, name]) => name ?? ""),
        );
        deepEqual(
            [...new Set(imported)].filter((name) => !name.startsWith("node:")),
            ["@pulumi/policy"],
        );
    });

    for (const policy of packPolicies()) {
        it(`describes ${policy.name} in full sentences, with severity, page and fix`, () => {
            match(policy.description, /^[A-Z].+\.$/);
            match(policy.remediationSteps ?? "", /^[A-Z].+\.$/);
            ok(policy.severity);
            equal(policy.url?.split("#")[1], policy.name);
        });
    }

    for (const { id, defaults, schema } of rules) {
        it(`describes the configuration of ${id} with a default for each property`, () => {
            deepEqual(Object.keys(schema).sort(), Object.keys(defaults).sort());
            for (const property of Object.values<{ description?: string }>({ ...schema })) {
                match(property.description ?? "", /^[A-Z].+\.$/);
            }
        });
    }
});

/** `replica-broker-odd` is `replica/brokerOdd.ts`. */
function fileOf(id: string): string {
    const [group, ...words] = id.split("-");
    const name = words.join("-").replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    return `${group}/${name}.ts`;
}

/**
 * Judges the stack by every rule, once for each of its fields, at any depth, with that field not
 * known. The worker is left as it is: it is like the API.
 */
async function eachFieldUnknown(
    stack: TestResource[],
    examine: (field: string, before: Judgement, after: Judgement) => void,
): Promise<void> {
    for (const resource of stack.filter(({ name }) => name !== "orders-worker")) {
        for (const rule of rules) {
            const others = rule.checkStack ? stack.filter((one) => one !== resource) : [];
            const before = await judge(rule, [...others, resource]);
            for (const path of fieldsOf(resource.props)) {
                const field = `${rule.id}, ${identity(resource)} ${path}`;
                const blurred = changed([resource], identity(resource), { [path]: unknown });
                examine(field, before, await judge(rule, [...others, ...blurred]));
            }
        }
    }
}

function fieldsOf(props: Props): string[] {
    return Object.entries(props)
        .filter(([key]) => !key.includes("."))
        .flatMap(([key, value]) =>
            typeof value === "object" && value !== null
                ? [key, ...fieldsOf(value as Props).map((path) => `${key}.${path}`)]
                : [key],
        );
}
