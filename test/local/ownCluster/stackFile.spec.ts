import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { trialStackFile } from "../../../local/ownCluster/stackFile";
import { projectDir } from "../../../local/paths";

interface StackFile {
    config: { [key: string]: unknown };
}

describe("the configuration of a stack on somebody's cluster", () => {
    const local = readFileSync(join(projectDir, "stacks", "Pulumi.local.yaml"), "utf8");
    const where = { context: "kind-dev", namespace: "own" };
    const images = { producer: "r/producer:1.0", consumer: "r/consumer:1.0" };
    const { config } = parse(trialStackFile(local, where, images)) as StackFile;
    const key = (name: string) => `queue-workloads:${name}`;

    it("names that cluster, and a namespace that the stack does not make", () => {
        assert.equal(config[key("kubeContext")], "kind-dev");
        assert.equal(config[key("namespace")], "own");
        assert.equal(config[key("createNamespace")], false);
    });

    it("takes the images from where they are", () => {
        const of = (workloads: string) =>
            Object.values(config[key(workloads)] as { [name: string]: { image: string } }).map(
                ({ image }) => image,
            );
        assert.deepEqual(of("producers"), ["r/producer:1.0"]);
        assert.deepEqual(of("consumers"), ["r/consumer:1.0"]);
    });

    it("is that of stack local in all else", () => {
        const changed = ["kubeContext", "namespace", "createNamespace", "producers", "consumers"];
        const rest = (all: StackFile["config"]) =>
            Object.fromEntries(
                Object.entries(all).filter(([name]) => !changed.map(key).includes(name)),
            );
        assert.deepEqual(rest(config), rest((parse(local) as StackFile).config));
    });
});
