import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { clusterNodes } from "../../local/cluster/clusterNode";
import { kubectl, pods } from "./kubernetes";
import { configuration, namespace, ready, shop } from "./shop";
import { generatedPasswords } from "./shopSecrets";

describe("a password", () => {
    let canaries: string[];

    before(async () => {
        await ready();
        canaries = Object.values(await generatedPasswords());
        assert.ok(canaries.length >= 4, "the administrator's, two clients' and the cookie");
    });

    const places: [string, () => Promise<string>][] = [
        ["the state", () => shop.export()],
        ["a preview", async () => (await shop.preview(changed())).all],
        ["a preview's diff", async () => (await shop.preview(changed(), "--diff")).all],
        ["a preview's engine events", async () => (await shop.preview(changed(), "--json")).all],
        ["the pods", () => kubectl("get", "pods", "-n", namespace, "-o", "yaml")],
        [
            "the specs of workloads and Jobs",
            () => kubectl("get", "sts,deploy,job,cm", "-n", namespace, "-o", "yaml"),
        ],
        ["events", () => kubectl("get", "events", "-n", namespace, "-o", "yaml")],
        ["logs", () => Promise.resolve(logs())],
        ["process lists", processLists],
    ];

    for (const [place, read] of places) {
        it(`is not in ${place}`, async () => {
            const text = await read();
            assert.ok(text.length > 100, "there is something to search");
            assert.equal(canaries.filter((canary) => text.includes(canary)).length, 0);
            assert.equal(canaries.filter((canary) => text.includes(base64(canary))).length, 0);
        });
    }

    it("does not hide the image of a workload in a diff", async () => {
        const { all } = await shop.preview(changed(), "--diff");
        assert.match(all, /image\s*: "consumer:1\.0" => "consumer:1\.1"/);
    });
});

/** A changed image, a changed queue and a new client: all kinds of diffs at once. */
function changed() {
    const stack = configuration();
    stack.consumers["orders-worker"]!.image = "consumer:1.1";
    stack.queues["orders"] = { deliveryLimit: 7 };
    stack.clients = { auditor: { consumesFrom: ["orders"] } };
    return stack;
}

function base64(text: string): string {
    return Buffer.from(text).toString("base64");
}

function logs(): string {
    const own = clusterNodes()
        .flatMap(({ paths: { podLogs } }) => readdirSync(podLogs).map((pod) => join(podLogs, pod)))
        .filter((pod) => basename(pod).startsWith(`${namespace}_`));
    return own
        .flatMap((pod) => readdirSync(pod, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
        .join("\n");
}

/** What `ps` would show inside the pods, whether or not an image has `ps`. */
async function processLists(): Promise<string> {
    const running = await pods(namespace, "rabbitmq");
    const lists = running.map((pod) =>
        kubectl(
            ...["exec", "-n", namespace, pod.metadata.name, "-c", "rabbitmq", "--"],
            ...["sh", "-c", "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ | tr '\\0' ' '"],
        ),
    );
    return (await Promise.all(lists)).join("\n");
}
