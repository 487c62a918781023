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
