import { deepEqual } from "node:assert/strict";

import { analyze } from "../../../policy/audit/analysis";
import { packPolicies } from "../../../policy/pack";
import { unknown } from "../judge";
import { PackProcess } from "../packProcess";
import { resource } from "../shopStack";

/** Where platforms tell the pack that custom resources have their pods. */
const podTemplates = {
    "batch.volcano.sh/Job": "spec.tasks.*.template",
    "jobset.x-k8s.io/JobSet": "spec.replicatedJobs.*.template.spec.template",
    "kubeflow.org/PyTorchJob": "spec.pytorchReplicaSpecs.*.template",
    "ray.io/RayCluster": ["spec.headGroupSpec.template", "spec.workerGroupSpecs.*.template"],
    "argoproj.io/Workflow": "spec.templates.*",
    "argoproj.io/CronWorkflow": "spec.workflowSpec.templates.*",
    "tekton.dev/Task": "spec",
    "tekton.dev/TaskRun": "spec.taskSpec",
    "tekton.dev/Pipeline": "spec.tasks.*.taskSpec",
};

const root = { securityContext: { privileged: true } };
const pod = (...containers: object[]) => ({ spec: { containers } });

/** Policies that find something in an object, each with the place that it names. */
async function found(type: string, spec: unknown, policy: string): Promise<string[]> {
    const { props, ...one } = resource(type, "one", { spec: spec });
    const config = {
        all: "disabled",
        [policy]: "mandatory",
        "meta-conventions": { enforcementLevel: "advisory", podTemplates },
    };
    const diagnostics = await analyze(
        packPolicies(),
        [{ ...one, inputs: props, outputs: props }],
        config,
    );
    return diagnostics
        .filter((diagnostic) => diagnostic.policy.name === policy)
        .map(({ message, unknown }) =>
            unknown === undefined
                ? message.replace(/^.* "shop\/one" (.*?) (is|holds|has) .*$/s, "$1")
                : `not known: ${unknown}`,
        );
}

const privileged = (where: string) => `${where} securityContext.privileged`;

/** A spec that has privileged containers, and where they stand. */
const holders: [type: string, spec: object, where: string[]][] = [
    [
        "batch.volcano.sh/v1alpha1:Job",
        { tasks: [{ template: pod({ name: "a" }) }, { template: pod({ name: "b", ...root }) }] },
        ['spec.tasks[1].template container "b"'],
    ],
    [
        "jobset.x-k8s.io/v1alpha2:JobSet",
        { replicatedJobs: [{ template: { spec: { template: pod({ name: "a", ...root }) } } }] },
        ['spec.replicatedJobs[0].template.spec.template container "a"'],
    ],
    [
        "kubeflow.org/v1:PyTorchJob",
        { pytorchReplicaSpecs: { Master: { template: pod({ name: "a", ...root }) }, Worker: {} } },
        ['container "a"'],
    ],
    [
        "ray.io/v1:RayCluster",
        {
            headGroupSpec: { template: pod({ name: "head", ...root }) },
            workerGroupSpecs: [{ template: pod({ name: "worker", ...root }) }],
        },
        ['container "head"', 'spec.workerGroupSpecs[0].template container "worker"'],
    ],
    [
        "argoproj.io/v1alpha1:Workflow",
        {
            templates: [
                { name: "flow", steps: [[{ name: "a", template: "one" }]] },
                { name: "one", container: { image: "a", ...root } },
                { name: "two", script: { image: "a", source: "exit", ...root }, sidecars: [root] },
                {
                    name: "three",
                    containerSet: { containers: [{ name: "a", ...root }] },
                    initContainers: [{ name: "b", ...root }],
                },
            ],
        },
        [
            'spec.templates[1] container "main"',
            'spec.templates[2] container "main"',
            "spec.templates[2] containers[1]",
            'spec.templates[3] container "a"',
            'spec.templates[3] init container "b"',
        ],
    ],
    [
        "argoproj.io/v1alpha1:CronWorkflow",
        { workflowSpec: { templates: [{ name: "one", container: root }] } },
        ['spec.workflowSpec.templates[0] container "main"'],
    ],
    [
        "tekton.dev/v1:Task",
        { steps: [{ name: "a" }, { name: "b", ...root }], sidecars: [{ name: "c", ...root }] },
        ['container "b"', 'container "c"'],
    ],
    [
        "tekton.dev/v1:TaskRun",
        { taskSpec: { stepTemplate: root, steps: [{ name: "a" }] } },
        ['container "a"'],
    ],
    [
        "tekton.dev/v1:Pipeline",
        { tasks: [{ taskRef: { name: "x" } }, { taskSpec: { steps: [{ name: "a", ...root }] } }] },
        ['spec.tasks[1].taskSpec container "a"'],
    ],
];

describe("the pods of a custom resource that the pack is told of", () => {
    for (const [type, spec, where] of holders) {
        it(`are judged one by one in a ${type}`, async () => {
            const places = await found(type, spec, "pod-restricted");
            deepEqual(
                places.filter((place) => place.endsWith("privileged")),
                where.map(privileged),
            );
            deepEqual(await found(type, spec, "meta-conventions"), []);
            deepEqual(await found(type, spec, "meta-well-formed"), []);
        });
    }

    it("hide none of the others where one is not known", async () => {
        const tasks = [unknown, { template: pod({ name: "b", ...root }) }];
        const places = await found("batch.volcano.sh/v1alpha1:Job", { tasks }, "pod-restricted");
        deepEqual(
            places.filter((place) => place.includes("privileged")),
            [privileged('spec.tasks[1].template container "b"')],
        );
        deepEqual(places.at(-1), "not known: spec.tasks.0");
        const steps = [unknown, { name: "b", ...root }];
        const inTask = await found("tekton.dev/v1:Task", { steps }, "pod-restricted");
        deepEqual(
            inTask.filter((place) => place.includes("privileged")),
            [privileged('container "b"')],
        );
        deepEqual(inTask.at(-1), "not known: spec.steps.0");
    });

    it("have what their workflow says for all of them, and a script to be judged", async () => {
        const secure = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
        const own = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
        const source = "export DB_PASSWORD=hunter2\n";
        const spec = {
            serviceAccountName: "orders",
            automountServiceAccountToken: false,
            securityContext: secure,
            templates: [{ name: "a", script: { image: "a:1", source, securityContext: own } }],
        };
        const type = "argoproj.io/v1alpha1:Workflow";
        deepEqual(await found(type, spec, "pod-restricted"), []);
        deepEqual(await found(type, spec, "pod-service-account"), []);
        deepEqual(await found(type, spec, "pod-no-literal-secret"), [
            'spec.templates[0] container "main" source',
        ]);
        deepEqual(
            await found(type, { templates: spec.templates }, "pod-service-account"),
            ["serviceAccountName", "automountServiceAccountToken"].map(
                (field) => `spec.templates[0].${field}`,
            ),
        );
    });

    it("need a NetworkPolicy where they run on, and none where they end", async () => {
        const type = "batch.volcano.sh/v1alpha1:Job";
        const ending = (restartPolicy?: string) => ({
            tasks: [{ template: { spec: { containers: [], restartPolicy } } }],
        });
        deepEqual(await found(type, ending("OnFailure"), "port-network-policy"), []);
        deepEqual((await found(type, ending(), "port-network-policy")).length, 1);
    });

    it("are missed where the path leads to none", async () => {
        for (const templates of [undefined, [], [{ name: "a", dag: {} }, { steps: [[{}]] }, {}]]) {
            const told = await found(
                "argoproj.io/v1alpha1:Workflow",
                { templates },
                "meta-conventions",
            );
            deepEqual(told.length, 1);
        }
    });

    it("are set right where they are whole, and left alone where they are not", async () => {
        const pack = await PackProcess.start();
        try {
            await pack.configure({
                "pod-restricted": "remediate",
                "meta-conventions": { enforcementLevel: "advisory", podTemplates },
            });
            const tasks = [{ template: pod({ name: "a" }) }, { template: pod({ name: "b" }) }];
            const job = resource("batch.volcano.sh/v1alpha1:Job", "one", { spec: { tasks } });
            const task = resource("tekton.dev/v1:Task", "two", {
                spec: { steps: [{ name: "a" }] },
            });
            await pack.judge([job]);
            const [set] = await pack.remediate(job);
            const containers = (index: number) =>
                (set?.props as { spec: { tasks: { template: ReturnType<typeof pod> }[] } }).spec
                    .tasks[index]?.template;
            const right = {
                securityContext: {
                    allowPrivilegeEscalation: false,
                    capabilities: { drop: ["ALL"] },
                },
            };
            deepEqual([0, 1].map(containers), [
                {
                    spec: {
                        containers: [{ name: "a", ...right }],
                        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
                    },
                },
                {
                    spec: {
                        containers: [{ name: "b", ...right }],
                        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
                    },
                },
            ]);
            deepEqual(await pack.remediate(task), []);
        } finally {
            await pack.stop();
        }
    });
});
