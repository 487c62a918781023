import assert from "node:assert/strict";

import type { AmqpConnection } from "../../../components/connection/amqpConnection";
import { serviceDefaults } from "../../../components/kubernetes/service";
import type { WorkloadArgs } from "../../../components/workload/arguments";
import { workloadDefaults, workloadProblems } from "../../../components/workload/arguments";
import type { ConcurrencyPolicy } from "../../../components/workload/schedule";
import { problemLines } from "../problemLines";

const connection: AmqpConnection = { secretName: "orders-api" };
const args: WorkloadArgs = { connection, image: "shop/api:1.0" };

const lines = (changes: Partial<WorkloadArgs>) =>
    problemLines(workloadProblems("orders-api", { ...args, ...changes }));

describe("workloadDefaults", () => {
    it("fills in what the documentation of the arguments says", () => {
        assert.deepEqual(workloadDefaults(args), {
            ...args,
            env: {},
            secretEnv: {},
            framework: undefined,
            namespace: "default",
            replicas: 1,
            cpu: "100m",
            cpuLimit: undefined,
            memoryMiB: 128,
            http: undefined,
            runAsUser: 65532,
            rolloutTimeoutSeconds: 300,
            schedule: undefined,
            runOnce: undefined,
            pod: undefined,
            service: serviceDefaults(),
            ambientMesh: false,
        });
        assert.deepEqual(workloadDefaults({ ...args, http: {} }).http, {
            containerPort: 8080,
            servicePort: 80,
            livenessPath: "/healthz",
            readinessPath: "/readyz",
            fromNamespaces: [],
        });
    });

    it("puts the workload where the connection's Secret is", () => {
        const { namespace } = workloadDefaults({
            ...args,
            connection: { ...connection, namespace: "shop" },
        });
        assert.equal(namespace, "shop");
    });
});

describe("workloadProblems", () => {
    it("takes the defaults", () => {
        assert.deepEqual(lines({}), []);
        assert.deepEqual(lines({ http: {} }), []);
    });

    const limits: [path: string, low: number, high: number, change: (n: number) => object][] = [
        ["replicas", 0, 1000, (replicas) => ({ replicas })],
        ["resources.memoryMiB", 32, 1_048_576, (memoryMiB) => ({ resources: { memoryMiB } })],
        ["http.containerPort", 1024, 65535, (containerPort) => ({ http: { containerPort } })],
        ["http.servicePort", 1, 65535, (servicePort) => ({ http: { servicePort } })],
        ["runAsUser", 1, 2_147_483_647, (runAsUser) => ({ runAsUser })],
        ["rolloutTimeoutSeconds", 30, 7200, (seconds) => ({ rolloutTimeoutSeconds: seconds })],
    ];
    for (const [path, low, high, change] of limits) {
        it(`keeps ${path} between ${low} and ${high}`, () => {
            assert.deepEqual(lines(change(low)), []);
            assert.deepEqual(lines(change(high)), []);
            for (const value of [low - 1, high + 1]) {
                assert.deepEqual(lines(change(value)), [
                    `${path} is ${value}; allowed: a whole number from ${low} to ${high}. Correct it.`,
                ]);
            }
        });
    }

    const own =
        "AMQP_URL, QUEUE, QUEUES, EXCHANGE, ROUTING_KEY, RESULT_QUEUE, RESULT_EXCHANGE, RESULT_ROUTING_KEY, PREFETCH, POD_NAME, TERMINATION_GRACE_PERIOD_SECONDS";
    for (const variable of own.split(", ")) {
        it(`keeps ${variable} for itself, in plain and from a Secret`, () => {
            const reason = `is "${variable}"; allowed: any name but ${own}. The component sets it: leave it out.`;
            assert.deepEqual(lines({ env: { [variable]: "x" } }), [`env.${variable} ${reason}`]);
            assert.deepEqual(lines({ secretEnv: { [variable]: { name: "s", key: "k" } } }), [
                `secretEnv.${variable} ${reason}`,
            ]);
        });
    }

    it("refuses a variable that is given twice", () => {
        const changes = { env: { TOKEN: "x" }, secretEnv: { TOKEN: { name: "s", key: "k" } } };
        assert.deepEqual(lines(changes), [
            'secretEnv.TOKEN is "TOKEN"; allowed: a name that env does not have. Remove one of the two.',
        ]);
    });

    it("leaves a run on a schedule without what only pods that stay have", () => {
        const schedule = { cron: "@hourly" };
        assert.deepEqual(lines({ schedule }), []);
        const changes = { schedule, replicas: 1, http: {}, rolloutTimeoutSeconds: 60 };
        assert.deepEqual(lines(changes), [
            "replicas is 1; allowed: nothing with schedule. A run is one pod: remove replicas.",
            "http is {}; allowed: nothing with schedule. Nobody calls a run: remove http.",
            "rolloutTimeoutSeconds is 60; allowed: nothing with schedule. " +
                "Nothing is rolled out: remove rolloutTimeoutSeconds.",
        ]);
    });

    it("reports everything at once", () => {
        const paths = workloadProblems("Api", {
            ...args,
            replicas: -1,
            runAsUser: 0,
            env: { QUEUE: "x" },
            schedule: { cron: "hourly" },
        }).map(({ path }) => path);
        assert.deepEqual(paths, [
            "name",
            "replicas",
            "runAsUser",
            "env.QUEUE",
            "schedule.cron",
            "replicas",
        ]);
    });
});

describe("What Kubernetes would refuse of a workload", () => {
    it("is refused before, all of it at once", () => {
        const found = lines({
            connection: { ...connection, namespace: "my_shop" },
            image: "my image",
            resources: { cpu: "1 core" },
            env: { "A B": "1" },
            secretEnv: { "1ST": { name: "My Secret", key: "a/b" } },
            schedule: { cron: "@daily", concurrencyPolicy: "Never" as ConcurrencyPolicy },
        });
        assert.deepEqual(
            found.map((line) => line.split("; ")[0]),
            [
                'image is "my image"',
                'resources.cpu is "1 core"',
                'connection.namespace is "my_shop"',
                'env.A B is "A B"',
                'secretEnv.1ST is "1ST"',
                'secretEnv.1ST.name is "My Secret"',
                'secretEnv.1ST.key is "a/b"',
                'schedule.concurrencyPolicy is "Never"',
            ],
        );
    });
});
