import { deepEqual, equal } from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { auditRequest } from "../../../policy/audit/auditRequest";
import { configPath, packFolder } from "../../../policy/engine/environmentConfig";
import { packPolicies } from "../../../policy/pack";
import { changed, shopStack, type TestResource } from "../shopStack";

const secret = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
};

function exported(resources: TestResource[]): string {
    const state = resources.map(({ type, urn, props }) => ({
        type,
        urn,
        inputs: props,
        outputs: props,
    }));
    return JSON.stringify({ version: 3, deployment: { resources: state } });
}

describe("an audit of an exported stack", () => {
    let folder: string;
    const file = (name: string, text: string) => {
        const path = join(folder, name);
        writeFileSync(path, text);
        return path;
    };

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "policy-audit-"));
    });
    after(() => rmSync(folder, { recursive: true }));

    it("tells what violates the rules of the stack's environment, and fails", async () => {
        const stack = changed(shopStack(), "StatefulSet/rabbitmq", { "spec.replicas": 2 });
        const path = file("state.json", exported(stack));
        const audit = await execa(
            process.execPath,
            [join(packFolder, "dist/policy/audit/audit.js"), path],
            {
                reject: false,
            },
        );
        equal(audit.stderr, "");
        deepEqual(audit.stdout.split("\n"), [
            "[mandatory] replica-broker-minimum (critical): A RabbitMQ broker runs enough replicas to survive the loss of one.",
            '    StatefulSet "shop/rabbitmq" spec.replicas is 2; prod requires at least 3. Use 3.',
            "[mandatory] replica-broker-odd (high): A RabbitMQ broker runs an odd number of replicas, because quorum queues need a majority.",
            '    StatefulSet "shop/rabbitmq" spec.replicas is 2; prod requires an odd count (1, 3, 5, 7). Use 3.',
            `18 resources, ${packPolicies().length} policies, ${configPath("prod")}: 2 mandatory, 0 advisory`,
        ]);
        equal(audit.exitCode, 1);
    });

    it("opens secrets that the export shows, and takes encrypted ones for not known", () => {
        const stack = changed(shopStack(), "StatefulSet/rabbitmq", {
            "spec.replicas": { ...secret, plaintext: "3" },
            "spec.serviceName": { ...secret, ciphertext: "v1:abc" },
        });
        const request = auditRequest([file("state.json", exported(stack))]);
        const spec = "resources" in request && request.resources[0]?.inputs;
        deepEqual((spec as { spec: { replicas: number; serviceName: string } }).spec.replicas, 3);
        equal(JSON.stringify(spec).includes("abc"), false);
    });

    it("leaves out what waits for deletion", () => {
        const [first, second] = shopStack();
        const resources = [{ ...first, delete: true }, second];
        const path = file("state.json", JSON.stringify({ deployment: { resources } }));
        const request = auditRequest([path]);
        deepEqual("resources" in request && request.resources.map(({ urn }) => urn), [second?.urn]);
    });

    it("says everything that is wrong with its arguments at once", () => {
        const path = file("state.json", "{}");
        deepEqual(auditRequest([path, "more", "--env", "test"]), {
            problems: [
                "2 files are given: give one exported state",
                `${path} cannot be judged: it has no deployment.resources: write it with pulumi stack export --file`,
                "--env is test: give --env dev, local, prod, staging, or --config FILE",
            ],
        });
        const config = file(
            "config.json",
            '{"all": "mandatory", "port-nmaed": "advisory", "replica-maximum": {"maximum": 3}}',
        );
        deepEqual(auditRequest([path, "--config", config]), {
            problems: [
                `${path} cannot be judged: it has no deployment.resources: write it with pulumi stack export --file`,
                `${config}: port-nmaed is no policy`,
                `${config}: replica-maximum has no property maximum: use enforcementLevel, max`,
            ],
        });
        deepEqual(auditRequest([]), {
            problems: ["0 files are given: give one exported state"],
        });
    });
});
