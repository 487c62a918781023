import * as fc from "fast-check";

import type { Schema } from "../../../policy/kubernetes/schema";
import { shapes } from "../../../policy/kubernetes/shapes/kinds";
import { rules } from "../../../policy/rules/rules";
import { judge, unknown } from "../judge";
import type { Props, TestResource } from "../shopStack";

/** Few texts, so that names, labels and ports meet, and those that JavaScript trips over. */
const texts = fc.constantFrom(
    ...["a", "b", "", "default", "rabbitmq", "amqp", "management", "http", "None", "Always"],
    ...["constructor", "__proto__", "toString", "0", "5672", "15672", "*", "100%", "-1%", "1Gi"],
    ...["In", "TCP", "LoadBalancer", "cluster-admin", "kubernetes.io/hostname", "amqp://a:b@c"],
    ...["Deployment", "StatefulSet", "\u0000", "9".repeat(400), unknown],
);
const numbers = fc.constantFrom(-1, 0, 0.5, 1, 2, 3, 80, 5672, 15672, 65536, 1e21, NaN);
const junk = fc.oneof(
    fc.constantFrom<unknown>(null, undefined, true, false, "", [], {}, [null], [[]], [undefined]),
    fc.constantFrom<unknown>({ a: null }, { length: 3 }, { then: 1 }, () => undefined, 10n),
    numbers,
    texts,
);

function whatever(schema: Schema<unknown>): fc.Arbitrary<unknown> {
    return fc.oneof({ weight: 9, arbitrary: fitting(schema) }, { weight: 1, arbitrary: junk });
}

function fitting({ takes, fields, items, values }: Schema<unknown>): fc.Arbitrary<unknown> {
    if (fields) {
        const all = Object.entries(fields).map(([key, schema]) => [key, whatever(schema)] as const);
        return fc.record(Object.fromEntries(all), { requiredKeys: [] });
    }
    if (items) {
        return fc.array(whatever(items), { maxLength: 2 });
    }
    if (values) {
        return fc.dictionary(texts, whatever(values), { maxKeys: 2 });
    }
    return takes === "text" ? texts : fc.oneof(numbers, texts, fc.boolean());
}

const resource = fc
    .oneof(
        ...Object.entries(shapes).map(([name, schema]) => {
            const [group, kind] = name.split("/");
            return fitting(schema).map((props) => ({ type: `${group}/v1:${kind}`, props }));
        }),
    )
    .map(({ type, props }) => ({ type: `kubernetes:${type}`, props: props as Props }));

const stacks = fc.array(resource, { minLength: 1, maxLength: 8, size: "max" }).map((resources) =>
    resources.map(({ type, props }, index): TestResource => {
        const name = `r${index}`;
        return { type, name, urn: `urn:pulumi:prod::shop::${type}::${name}`, props };
    }),
);

describe("every rule of the policy pack, whatever it is given", () => {
    for (const rule of rules) {
        it(`${rule.id} answers`, () =>
            fc.assert(
                fc.asyncProperty(stacks, async (stack) => {
                    await judge(rule, stack);
                }),
                { numRuns: 100 },
            ));
    }
});
