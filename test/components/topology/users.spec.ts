import assert from "node:assert/strict";

import type { Rotation } from "../../../components/topology/client";
import { rotationDefaults } from "../../../components/topology/defaults";
import { credentials } from "../../../components/topology/users";

const usernames = (rotation: Rotation) =>
    credentials("orders-api", rotationDefaults(rotation)).map(({ username }) => username);

describe("credentials", () => {
    it("start with version 1 and nothing before it", () => {
        assert.deepEqual(usernames({}), ["orders-api-v1"]);
        assert.deepEqual(usernames({ credentialVersion: 1 }), ["orders-api-v1"]);
    });

    it("keep the previous version valid while workloads roll over to the new one", () => {
        assert.deepEqual(usernames({ credentialVersion: 2 }), ["orders-api-v2", "orders-api-v1"]);
    });

    it("drop the version before the previous one at the next rotation", () => {
        assert.deepEqual(usernames({ credentialVersion: 3 }), ["orders-api-v3", "orders-api-v2"]);
    });

    it("drop the previous version at once when it is revoked", () => {
        const leaked = { credentialVersion: 2, revokePrevious: true };
        assert.deepEqual(usernames(leaked), ["orders-api-v2"]);
    });

    it("have nothing to revoke in version 1", () => {
        assert.deepEqual(usernames({ revokePrevious: true }), ["orders-api-v1"]);
    });

    it("say whose they are and which version", () => {
        const last = rotationDefaults({ credentialVersion: 7, revokePrevious: true });
        assert.deepEqual(credentials("x", last), [{ owner: "x", version: 7, username: "x-v7" }]);
    });
});
