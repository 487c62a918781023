import assert from "node:assert/strict";

import { execa } from "execa";

import { RabbitMqBroker } from "../../components/index";
import { runProgram } from "../harness";
import { installCertManagerKinds, removeCertManagerKinds } from "./certManagerKinds";

describe("what cert-manager is asked for", () => {
    before(installCertManagerKinds);
    after(removeCertManagerKinds);

    it("is what its kinds know, to the last field", async () => {
        const { resources } = await runProgram(() => {
            new RabbitMqBroker("rabbitmq", { tls: { selfSigned: true } });
        });
        const objects = resources
            .filter(({ type }) => type.startsWith("kubernetes:cert-manager.io/"))
            .map(({ inputs }) => inputs);
        assert.equal(objects.length, 4);
        const list = { apiVersion: "v1", kind: "List", items: objects };
        const { stdout } = await execa(
            "kubectl",
            ["create", "--dry-run=server", "--validate=strict", "-o", "name", "-f", "-"],
            { input: JSON.stringify(list) },
        );
        assert.deepEqual(stdout.split("\n").sort(), [
            "certificate.cert-manager.io/rabbitmq-ca",
            "certificate.cert-manager.io/rabbitmq-tls",
            "issuer.cert-manager.io/rabbitmq-ca",
            "issuer.cert-manager.io/rabbitmq-self-signed",
        ]);
    });
});
