import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { dockerRuns, imagePlan, provideImages } from "../../../local/ownCluster/images";

const build = (name: string, image: string) =>
    `docker build -f workloads/Dockerfile --build-arg WORKLOAD=${name} -t ${image} .`;

/** Programs of these names on PATH that write down how they are called, and fail where they are told to. */
class RecordedPrograms {
    private readonly folder = mkdtempSync(join(tmpdir(), "queue-workloads-programs-"));
    private readonly before = process.env.PATH;

    constructor(names: string[], exitCode = 0) {
        for (const name of names) {
            const program = join(this.folder, name);
            const record = `echo "${name} $*" >> '${this.folder}/calls'`;
            writeFileSync(
                program,
                `#!/bin/sh\n${record}\necho said by ${name}\nexit ${exitCode}\n`,
            );
            chmodSync(program, 0o755);
        }
        process.env.PATH = [this.folder, this.before].join(delimiter);
    }

    get calls(): string[] {
        const file = join(this.folder, "calls");
        return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
    }

    remove(): void {
        process.env.PATH = this.before;
        rmSync(this.folder, { recursive: true });
    }
}

describe("the images of the workloads on somebody's cluster", () => {
    let programs: RecordedPrograms;
    afterEach(() => programs.remove());

    for (const { context, load } of [
        {
            context: "kind-dev",
            load: "kind load docker-image producer:1.0 consumer:1.0 --name dev",
        },
        {
            context: "k3d-my-own",
            load: "k3d image import producer:1.0 consumer:1.0 --cluster my-own",
        },
        { context: "minikube", load: "minikube image load producer:1.0 consumer:1.0" },
        { context: "docker-desktop", load: undefined },
    ]) {
        it(`are built with Docker and get to ${context} in its own way`, async () => {
            programs = new RecordedPrograms(["docker", "kind", "k3d", "minikube"]);
            const plan = imagePlan(context, { hasDocker: await dockerRuns() });
            const said: string[] = [];
            await provideImages(plan, (line) => said.push(line));
            assert.deepEqual(programs.calls, [
                "docker version --format {{.Server.Version}}",
                build("producer", "producer:1.0"),
                build("consumer", "consumer:1.0"),
                ...(load === undefined ? [] : [load]),
            ]);
            assert.ok(said.includes("said by docker"));
        });
    }

    it("are pushed to the registry that is named, on a kind cluster as well", async () => {
        programs = new RecordedPrograms(["docker", "kind"]);
        const plan = imagePlan("kind-dev", { registry: "reg.test/shop/", hasDocker: true });
        await provideImages(plan, () => undefined);
        assert.deepEqual(programs.calls, [
            build("producer", "reg.test/shop/producer:1.0"),
            build("consumer", "reg.test/shop/consumer:1.0"),
            "docker push reg.test/shop/producer:1.0",
            "docker push reg.test/shop/consumer:1.0",
        ]);
        assert.equal(plan.producer, "reg.test/shop/producer:1.0");
        assert.equal(plan.consumer, "reg.test/shop/consumer:1.0");
    });

    it("are taken as they are in the registry where Docker does not run", async () => {
        programs = new RecordedPrograms(["docker"], 1);
        const plan = imagePlan("aks", { registry: "reg.test", hasDocker: await dockerRuns() });
        assert.deepEqual(plan.commands, []);
        assert.match(plan.told, /^reg\.test\/producer:1\.0 and .*, as they are there/);
    });

    it("are what to push where on any other cluster", () => {
        programs = new RecordedPrograms([]);
        for (const hasDocker of [true, false]) {
            assert.throws(() => imagePlan("aks", { hasDocker }), {
                message: [
                    "the pods on context aks need images that the cluster can pull. With a REGISTRY that it reaches:",
                    `  ${build("producer", "REGISTRY/producer:1.0")}`,
                    `  ${build("consumer", "REGISTRY/consumer:1.0")}`,
                    "  docker push REGISTRY/producer:1.0",
                    "  docker push REGISTRY/consumer:1.0",
                    "  npm start -- --context aks --registry REGISTRY",
                    "The last one alone builds and pushes them as well where Docker runs.",
                ].join("\n"),
            });
        }
    });

    it("need Docker where no registry has them", () => {
        programs = new RecordedPrograms([]);
        assert.throws(
            () => imagePlan("kind-dev", { hasDocker: false }),
            /^Error: kind takes the images of the workloads from Docker, which does not run here/,
        );
    });

    it("say what failed when a tool fails, and run nothing after it", async () => {
        programs = new RecordedPrograms(["docker"], 3);
        const plan = imagePlan("kind-dev", { hasDocker: true });
        await assert.rejects(
            provideImages(plan, () => undefined),
            /exit code 3.*docker build[^]*said by docker/,
        );
        assert.equal(programs.calls.length, 1);
    });
});
