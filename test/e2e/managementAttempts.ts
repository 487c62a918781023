import type { Login } from "./login";
import { managementRequest } from "./managementApi";

/** What the management API has to offer to somebody who means harm: method, path, body. */
export const managementAttempts: [method: string, path: string, body?: object][] = [
    ["GET", "whoami"],
    ["GET", "overview"],
    ["GET", "nodes"],
    ["GET", "definitions"],
    ["GET", "users"],
    ["GET", "vhosts"],
    ["GET", "permissions"],
    ["GET", "topic-permissions"],
    ["GET", "policies"],
    ["GET", "parameters"],
    ["GET", "connections"],
    ["GET", "channels"],
    ["GET", "consumers"],
    ["GET", "exchanges"],
    ["GET", "queues"],
    ["GET", "queues/access/orders.eu"],
    ["GET", "bindings"],
    ["GET", "feature-flags"],
    ["GET", "health/checks/alarms"],
    ["POST", "definitions", { users: [] }],
    ["PUT", "users/mine", { password: "x", tags: "administrator" }],
    ["PUT", "permissions/access/writer-v1", { configure: ".*", write: ".*", read: ".*" }],
    ["PUT", "vhosts/mine", {}],
    ["PUT", "policies/access/mine", { pattern: ".*", definition: { "max-length": 1 } }],
    ["PUT", "queues/access/mine", { durable: true }],
    ["PUT", "exchanges/access/mine", { type: "fanout" }],
    [
        "POST",
        "queues/access/orders.eu/get",
        { count: 1, ackmode: "ack_requeue_true", encoding: "auto" },
    ],
    [
        "POST",
        "exchanges/access/orders.eu/publish",
        { routing_key: "orders.eu", payload: "{}", payload_encoding: "string", properties: {} },
    ],
    ["DELETE", "queues/access/orders.eu"],
    ["DELETE", "queues/access/orders.eu/contents"],
    ["DELETE", "exchanges/access/orders.eu"],
    ["DELETE", "users/administrator-v1"],
    ["DELETE", "vhosts/access"],
];

/** The status codes with which the broker answers all of them, each once. */
export async function managementAnswers(port: number, login: Login): Promise<number[]> {
    const codes = new Set<number>();
    for (const [method, path, body] of managementAttempts) {
        const response = await managementRequest(port, login, method, path, body);
        codes.add(response.status);
        await response.arrayBuffer();
    }
    return [...codes];
}

const all = { configure: ".*", write: ".*", read: ".*" };

/**
 * Every way out of the virtual host `billing` that the management API has: into others, to more rights, past its
 * limits, to what the whole broker has. The broker has a virtual host `accounts` with a queue `salaries`, and a
 * tenant `shipping`.
 */
export const waysOut: typeof managementAttempts = [
    ["GET", "nodes"],
    ["GET", "definitions"],
    ["GET", "definitions/billing"],
    ["GET", "definitions/accounts"],
    ["GET", "users"],
    ["GET", "users/billing.tenant-v1"],
    ["GET", "permissions"],
    ["GET", "topic-permissions"],
    ["GET", "vhosts/accounts/permissions"],
    ["GET", "user-limits"],
    ["GET", "parameters"],
    ["GET", "global-parameters"],
    ["GET", "global-parameters/queue-workloads.rabbitmq"],
    ["GET", "auth/attempts/alone@localhost"],
    ["GET", "queues/accounts"],
    ["GET", "queues/accounts/salaries"],
    ["GET", "queues/%2F/orders"],
    ["GET", "exchanges/accounts"],
    ["GET", "bindings/accounts"],
    ["GET", "policies/accounts"],
    ["GET", "consumers/accounts"],
    ["GET", "vhosts/accounts/connections"],
    ["GET", "vhost-limits/accounts"],
    ["GET", "operator-policies/accounts"],
    // More rights.
    ["PUT", "users/mine", { password: "x", tags: "administrator" }],
    ["PUT", "users/billing.tenant-v1", { password: "tenant", tags: "administrator" }],
    ["PUT", "users/billing.tenant-v1", { password: "tenant", tags: "policymaker" }],
    ["PUT", "permissions/accounts/billing.tenant-v1", all],
    ["PUT", "permissions/billing/billing.api-v1", all],
    ["PUT", "topic-permissions/billing/billing.api-v1", { exchange: "", write: "", read: "" }],
    ["DELETE", "permissions/accounts/administrator-v1"],
    ["DELETE", "users/administrator-v1"],
    ["DELETE", "users/shipping.tenant-v1"],
    ["POST", "users/bulk-delete", { users: ["administrator-v1"] }],
    // Past its limits, and what is of the whole broker.
    ["PUT", "vhost-limits/billing/max-queues", { value: -1 }],
    ["DELETE", "vhost-limits/billing/max-connections"],
    ["PUT", "parameters/vhost-limits/billing/limits", { value: { "max-queues": -1 } }],
    ["DELETE", "parameters/vhost-limits/billing/limits"],
    ["PUT", "parameters/operator_policy/billing/mine", { value: {} }],
    ["PUT", "parameters/shovel/billing/mine", { value: { "src-uri": "amqp:///accounts" } }],
    ["PUT", "parameters/federation-upstream/billing/mine", { value: { uri: "amqp:///accounts" } }],
    ["PUT", "user-limits/billing.worker-v1/max-connections", { value: -1 }],
    ["DELETE", "user-limits/billing.worker-v1/max-connections"],
    ["PUT", "global-parameters/mine", { value: {} }],
    ["PUT", "global-parameters/queue-workloads.rabbitmq", { value: { made: [] } }],
    ["DELETE", "global-parameters/queue-workloads.rabbitmq"],
    ["PUT", "cluster-name", { name: "mine" }],
    ["PUT", "feature-flags/mine/enable", {}],
    ["POST", "rebalance/queues", {}],
    ["DELETE", "reset"],
    ["POST", "definitions", { users: [] }],
    ["POST", "definitions/billing", { queues: [] }],
    ["POST", "definitions/accounts", { queues: [] }],
    // Its own virtual host, which the platform keeps.
    ["PUT", "vhosts/mine", {}],
    ["PUT", "vhosts/billing", { tags: "mine", default_queue_type: "classic" }],
    ["DELETE", "vhosts/billing"],
    ["DELETE", "vhosts/accounts"],
    ["POST", "vhosts/accounts/start/alone@localhost", {}],
    ["POST", "vhosts/billing/deletion/protection", {}],
    // Policies, which it asks the broker's Jobs for.
    ["PUT", "policies/billing/mine", { pattern: ".*", definition: { "max-length": 1 } }],
    ["PUT", "policies/accounts/mine", { pattern: ".*", definition: { "max-length": 1 } }],
    ["DELETE", "policies/billing/queue-workloads.queue.invoices"],
    ["PUT", "operator-policies/billing/mine", { pattern: ".*", definition: { expires: 1 } }],
    // The things of others.
    ["PUT", "queues/accounts/mine", { durable: true }],
    ["DELETE", "queues/accounts/salaries"],
    ["DELETE", "queues/accounts/salaries/contents"],
    [
        "POST",
        "queues/accounts/salaries/get",
        { count: 1, ackmode: "ack_requeue_true", encoding: "auto" },
    ],
    ["POST", "queues/billing/invoices/actions", { action: "sync" }],
    ["POST", "queues/quorum/accounts/salaries/replicas/add", { node: "alone@localhost" }],
    ["DELETE", "queues/quorum/billing/invoices/replicas/delete", { node: "alone@localhost" }],
    ["PUT", "exchanges/accounts/mine", { type: "fanout" }],
    [
        "POST",
        "exchanges/accounts/amq.default/publish",
        { routing_key: "salaries", payload: "{}", payload_encoding: "string", properties: {} },
    ],
    ["POST", "bindings/accounts/e/amq.topic/q/salaries", { routing_key: "#", arguments: {} }],
    ["DELETE", "connections/username/orders-api-v1"],
];
