import { readFileSync } from "node:fs";
import { join } from "node:path";

import { execa } from "execa";

import { defaultBrokerImage } from "../../../components/broker/arguments";
import { projectDir } from "../../../local/paths";
import { kubectl, secretValues } from "../../e2e/kubernetes";
import type { Login } from "../../e2e/login";
import { waitFor } from "../../e2e/waitFor";
import { clusterOperator, topologyOperator } from "../operators/rabbitMqOperators";

export const old = "e2e-old";

/** A broker that somebody has, made from a manifest in examples/moving-in. */
export interface OldBroker {
    what: string;
    manifest: string;
    /** Where its first node is, and the Service of its clients. */
    node: string[];
    service: string;
    login: () => Promise<Login>;
    /** The files that the import reads besides, or in place of, the export of its definitions. */
    manifests: () => Promise<string[]>;
    isExported: boolean;
    /** Waits until it takes messages. */
    ready: () => Promise<void>;
    before?: () => Promise<void>;
    after?: () => Promise<void>;
}

const declaredKinds = ["bindings", "permissions", "queues", "exchanges", "users"]
    .map((kind) => `${kind}.rabbitmq.com`)
    .join(",");
const operators = [clusterOperator(), topologyOperator()];
const started = async (...node: string[]) => {
    // By its log: a rabbitmqctl that comes before the node makes root's Erlang cookie, which the node cannot read.
    await waitFor("the old broker to run", 180, async () =>
        (await kubectl("logs", "-n", old, ...node)).includes("Server startup complete"),
    );
};

export const oldBrokers: OldBroker[] = [
    {
        what: "a tutorial's manifest",
        manifest: "tutorial",
        node: ["deployment/rabbitmq"],
        service: "rabbitmq",
        login: () => Promise.resolve({ username: "shop", password: "literal-password" }),
        manifests: () => Promise.resolve([]),
        isExported: true,
        ready: async () => {
            await rolledOut("deployment/rabbitmq");
            await started("deployment/rabbitmq");
        },
    },
    {
        what: "a chart",
        manifest: "chart",
        node: ["old-rabbitmq-0"],
        service: "old-rabbitmq",
        login: async () => ({
            username: "user",
            password: (await secretValues(old, "old-rabbitmq"))["rabbitmq-password"]!,
        }),
        manifests: () => Promise.resolve([manifestOf("chart")]),
        isExported: true,
        ready: async () => {
            await rolledOut("statefulset/old-rabbitmq");
            await started("old-rabbitmq-0");
        },
    },
    {
        what: "RabbitMQ's operators",
        manifest: "operator",
        node: ["hare-server-0", "-c", "rabbitmq"],
        service: "hare",
        login: async () => {
            const { username, password } = await secretValues(old, "hare-default-user");
            return { username: username!, password: password! };
        },
        // The category has the kinds of both operators.
        manifests: async () => [await kubectl("get", "rabbitmq", "-n", old, "-o", "yaml")],
        isExported: false,
        ready: async () => {
            const cluster = ["--for=condition=AllReplicasReady", "rabbitmqcluster/hare"];
            await kubectl("wait", "-n", old, "--timeout=300s", ...cluster);
            const all = ["--for=condition=Ready", declaredKinds, "--all"];
            await kubectl("wait", "-n", old, "--timeout=120s", ...all);
        },
        before: async () => {
            for (const operator of operators) {
                await operator.install();
            }
        },
        after: async () => {
            // They are taken off the broker, so they go before it.
            await kubectl("delete", "-n", old, declaredKinds, "--all", "--wait=true");
            await kubectl("delete", "-n", old, "rabbitmqclusters", "--all", "--wait=true");
            for (const operator of [...operators].reverse()) {
                await operator.remove();
            }
        },
    },
];

export function manifestOf(name: string, namespace = old): string {
    const file = join(projectDir, "examples/moving-in", `${name}-broker.yaml`);
    return readFileSync(file, "utf8")
        .replaceAll("namespace: old", `namespace: ${namespace}`)
        .replace(/image: .*/, `image: ${defaultBrokerImage}`);
}

export async function bringUp(broker: OldBroker): Promise<void> {
    await broker.before?.();
    await kubectl("create", "namespace", old);
    await execa("kubectl", ["apply", "-f", "-"], { input: manifestOf(broker.manifest) });
    await broker.ready();
}

export async function takeAway(broker: OldBroker): Promise<void> {
    await broker.after?.();
    await kubectl("delete", "namespace", old, "--wait=true");
}

export function onOld({ node }: OldBroker, ...command: string[]): Promise<string> {
    return kubectl("exec", "-n", old, ...node, "--", ...command);
}

async function rolledOut(workload: string): Promise<void> {
    await kubectl("rollout", "status", "-n", old, workload, "--timeout=180s");
}
