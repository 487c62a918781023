import { deepEqual } from "node:assert/strict";

import { analyze } from "../../../../policy/audit/analysis";
import { packPolicies } from "../../../../policy/pack";
import { conventions } from "../../../../policy/rules/meta/conventions";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { resource, type TestResource } from "../../shopStack";

const pod = { spec: { containers: [{ name: "import", image: "shop/import" }] } };
const importer = (spec: object) => resource("shop.example.com/v1:Importer", "nightly", { spec });
const podTemplates = { "shop.example.com/Importer": "spec.worker" };

describeRule(conventions, [
    {
        when: "a custom resource that makes pods nobody knows of",
        with: [importer({ worker: pod, deep: { er: { template: pod } } })],
        finds: [
            'Importer "shop/nightly" has a pod template at spec.worker, which no rule judges. List "shop.example.com/Importer": "spec.worker" under podTemplates of meta-conventions.',
            'Importer "shop/nightly" has a pod template at spec.deep.er.template, which no rule judges. List "shop.example.com/Importer": "spec.deep.er.template" under podTemplates of meta-conventions.',
        ],
    },
    {
        when: "one that is listed",
        with: [importer({ worker: pod })],
        config: { podTemplates },
        finds: [],
    },
    {
        when: "one that is listed with another path",
        with: [importer({ template: pod })],
        config: { podTemplates },
        finds: [
            'Importer "shop/nightly" has no pod template at spec.worker, where meta-conventions looks for it. Correct the path.',
        ],
    },
    {
        when: "pod templates in lists, and what stands for them in Argo Workflows and Tekton",
        with: [
            importer({ tasks: [{ template: pod }, { template: pod }] }),
            resource("argoproj.io/v1alpha1:Workflow", "flow", {
                spec: { templates: [{ name: "a", container: { image: "a" } }, { steps: [[{}]] }] },
            }),
            resource("tekton.dev/v1:Task", "task", {
                spec: { steps: [{ name: "a", image: "a" }] },
            }),
        ],
        finds: [
            'Importer "shop/nightly" has a pod template at spec.tasks.*.template, which no rule judges. List "shop.example.com/Importer": "spec.tasks.*.template" under podTemplates of meta-conventions.',
            'Workflow "shop/flow" has a pod template at spec.templates.*, which no rule judges. List "argoproj.io/Workflow": "spec.templates.*" under podTemplates of meta-conventions.',
            'Task "shop/task" has a pod template at spec, which no rule judges. List "tekton.dev/Task": "spec" under podTemplates of meta-conventions.',
        ],
    },
    {
        when: "what is called like a pod template and is none",
        with: [
            importer({
                template: { spec: { containers: [{ size: 1 }] } },
                a: { spec: { containers: [] } },
                b: { spec: { containers: "many" } },
                c: { spec: null },
            }),
        ],
        finds: [],
    },
    {
        when: "a custom resource whose specification is not known",
        with: [importer(unknown)],
        finds: [],
        unknown: "spec",
    },
]);

describe("what a pack is told by meta-conventions", () => {
    const found = async (stack: TestResource[], policy: string, config: object) =>
        (
            await analyze(
                packPolicies(),
                stack.map(({ props, ...one }) => ({ ...one, inputs: props, outputs: props })),
                { "meta-conventions": { ...config } },
            )
        )
            .filter((diagnostic) => diagnostic.policy.name === policy)
            .map(({ message }) => message);

    it("lets the other rules judge the pods of a custom resource", async () => {
        const stack = [importer({ worker: pod })];
        deepEqual(await found(stack, "pod-image-pinned", { podTemplates }), [
            'Importer "shop/nightly" container "import" image is "shop/import"; prod requires a version tag other than latest. Append the version that was tested, such as :1.4.2.',
        ]);
        deepEqual(await found(stack, "pod-image-pinned", {}), []);
    });

    it("lets the other rules know a broker by the labels of its users", async () => {
        const template = { metadata: { labels: { role: "mq" } }, spec: { containers: [] } };
        const stack = [
            resource("apps/v1:StatefulSet", "queue", { spec: { replicas: 2, template } }),
        ];
        deepEqual(await found(stack, "replica-broker-odd", { brokerLabels: { role: "mq" } }), [
            'StatefulSet "shop/queue" spec.replicas is 2; prod requires an odd count (1, 3, 5, 7). Use 3.',
        ]);
        deepEqual(await found(stack, "replica-broker-odd", {}), []);
    });
});
