import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { projectDir } from "../../local/paths";

/** The program of docs/clusters.md as it stands there. */
function example(): string {
    const page = readFileSync(join(projectDir, "docs/clusters.md"), "utf8");
    return /```ts\n([^]*?)```/.exec(page)![1]!;
}

interface Step {
    urn: string;
    newState?: { inputs: { spec?: { template?: { spec?: { runtimeClassName?: string } } } } };
}

describe("the transform of docs/clusters.md", () => {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-transforms-"));

    before(async () => {
        symlinkSync(join(projectDir, "node_modules"), join(folder, "node_modules"));
        writeFileSync(
            join(folder, "Pulumi.yaml"),
            "name: transforms\nruntime: nodejs\nmain: index.ts\n",
        );
        writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
        const components = JSON.stringify(join(projectDir, "components/index"));
        writeFileSync(
            join(folder, "index.ts"),
            `import { RabbitMqBroker } from ${components};\n${example()}`,
        );
        await execa("pulumi", ["stack", "init", "transforms", "--no-select"], { cwd: folder });
    });
    after(async () => {
        await execa("pulumi", ["stack", "rm", "--yes", "transforms"], { cwd: folder });
        rmSync(folder, { recursive: true });
    });

    it("reaches the pods of a broker", async () => {
        const { stdout } = await execa("pulumi", ["preview", "-s", "transforms", "--json"], {
            cwd: folder,
        });
        const { steps } = JSON.parse(stdout) as { steps: Step[] };
        const statefulSet = steps.find(({ urn }) => urn.includes("StatefulSet::rabbitmq"));
        const pod = statefulSet?.newState?.inputs.spec?.template?.spec;
        assert.equal(pod?.runtimeClassName, "gvisor");
    });
});

const compilerOptions = {
    rootDir: "/",
    target: "es2022",
    module: "commonjs",
    moduleResolution: "node10",
    esModuleInterop: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    noCheck: true,
    ignoreDeprecations: "6.0",
};
