import { applyObjects, kubectl } from "../../e2e/kubernetes";
import { declaredQueue, operatedShop, statefulSet } from "./operatedShop";
import type { Rival } from "./rival";

const namespace = "bench-operators";

/** RabbitMQ's operators, which run already. */
export const operators: Rival = {
    namespace,
    statefulSet,
    deployments: ["api", "worker"],

    async create() {
        const itself = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
        await applyObjects(itself, ...operatedShop(namespace, 3));
    },

    async addQueue() {
        const queue = declaredQueue("invoices");
        await applyObjects({ ...queue, metadata: { ...queue.metadata, namespace } });
        const ready = ["--for=condition=Ready", "queue.rabbitmq.com/invoices"];
        await kubectl("wait", "-n", namespace, "--timeout=120s", ...ready);
    },

    async remove() {
        const kinds = ["queues", "bindings", "exchanges", "permissions", "users"];
        const declared = kinds.map((kind) => `${kind}.rabbitmq.com`).join(",");
        // They are taken off the broker, so they go before it.
        await kubectl("delete", "-n", namespace, declared, "--all", "--wait=true");
        await kubectl("delete", "-n", namespace, "rabbitmqclusters", "--all", "--wait=true");
        await kubectl("delete", "namespace", namespace, "--wait=true");
    },
};
