import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

import { connectionError } from "./connectionError";
import type { Pod } from "./kubernetes";
import { identity, pods } from "./kubernetes";
import { underLoad } from "./load";
import { rabbitMqCtl } from "./rabbitMqCtl";
import { apply, configuration, namespace, ready, shop } from "./shop";
import { generatedPasswords } from "./shopSecrets";
import type { StackConfiguration } from "./stack";
import { waitFor } from "./waitFor";

describe("the rotation of credentials", () => {
    before(ready);
    // The broker knows no administrator of the first version any more: these tests are the last of a run.
    after(() => shop.destroy(withVersions(3)));

    it("of both workloads and the administrator loses no message and restarts no broker, and an overlap remains", async () => {
        const before = (await brokers()).map(identity);
        await underLoad("all credentials are rotated", async () => {
            await apply(withVersions(2));
        });
        assert.deepEqual((await brokers()).map(identity), before);
        assert.deepEqual(await users(), [
            ...["administrator-v1", "administrator-v2"],
            ...["orders-api-v1", "orders-api-v2"],
            ...["orders-worker-v1", "orders-worker-v2"],
        ]);
        const workloads = ["orders-api-v2", "orders-worker-v2"];
        await waitFor(
            "the workloads to be connected by their new credentials alone",
            60,
            async () => isDeepStrictEqual(await connectedUsers(), workloads),
            connectedUsers,
        );
    });

    it("drops the previous credentials at once where they are revoked, and they are refused from then on", async () => {
        const passwords = await generatedPasswords();
        await apply(withVersions(2, { revokePrevious: true }));
        assert.deepEqual(await users(), ["administrator-v2", "orders-api-v2", "orders-worker-v2"]);
        const old = passwords["rabbitmq-orders-api-v1-password"]!;
        assert.match(await loginError("orders-api-v1", old), /ACCESS_REFUSED/);
        const current = passwords["rabbitmq-orders-api-v2-password"]!;
        assert.equal(await loginError("orders-api-v2", current), "");
    });

    it("to the next version, with the previous one revoked in the same go, loses no message", async () => {
        await underLoad("credentials are rotated with the previous ones revoked", async () => {
            await apply(withVersions(3, { revokePrevious: true }));
        });
        assert.deepEqual(await users(), ["administrator-v3", "orders-api-v3", "orders-worker-v3"]);
    });

    it("skips no version and goes back to none: the preview refuses it and names the next one", async () => {
        for (const version of [5, 2]) {
            const { exitCode, all } = await shop.preview(withVersions(version));
            assert.notEqual(exitCode, 0, all);
            for (const owner of ["administrator", "orders-api", "orders-worker"]) {
                assert.match(all, new RegExp(`${owner}.*cannot go from 3 to ${version}[^]*to 4`));
            }
        }
    });
});

function withVersions(credentialVersion: number, more = {}): StackConfiguration {
    const changed = configuration();
    const rotation = { credentialVersion, ...more };
    Object.assign(changed.producers["orders-api"]!, rotation);
    Object.assign(changed.consumers["orders-worker"]!, rotation);
    changed.broker["administrator"] = rotation;
    return changed;
}

async function brokers(): Promise<Pod[]> {
    return pods(namespace, "rabbitmq");
}

async function users(): Promise<string[]> {
    return firstColumn(await rabbitMqCtl(namespace, "list_users", "--silent"));
}

async function connectedUsers(): Promise<string[]> {
    return firstColumn(await rabbitMqCtl(namespace, "list_connections", "user", "--silent"));
}

function firstColumn(table: string): string[] {
    const cells = table.split("\n").map((line) => line.split("\t")[0]!.trim());
    return [...new Set(cells.filter((cell) => cell !== "" && cell !== "user"))].sort();
}

/** What the broker says to a login; empty when it lets the user in. */
function loginError(username: string, password: string): Promise<string> {
    return connectionError(namespace, 5672, { username, password });
}
