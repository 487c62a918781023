import assert from "node:assert/strict";
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { buildGoTool } from "../../local/toolchain/buildGoTool";
import { schemaFile } from "../components/inferSchema";
import { sdkGenerators } from "./languages/sdkGenerators";

const java = join(__dirname, "languages/java");

describe("The SDKs of languages that no host can be had for", function () {
    this.timeout(1_200_000);

    let workplace: string;
    before(() => (workplace = mkdtempSync(join(tmpdir(), "queue-workloads-sdks-"))));
    after(() => rmSync(workplace, { recursive: true }));

    async function generate(language: keyof typeof sdkGenerators): Promise<string> {
        const folder = join(workplace, language);
        const generator = await buildGoTool(sdkGenerators[language], console.log);
        await execa(generator, [schemaFile, folder], { all: true });
        return folder;
    }

    it("is generated for C#, with the same defaults and inputs", async () => {
        const folder = await generate("dotnet");
        const workload = readFileSync(join(folder, "QueueConsumer.cs"), "utf8");
        assert.match(workload, /public Input<int>\? Replicas { get; set; }/);
        assert.match(workload, /RunAsUser = 65532;/);
    });

    it("is generated for Java, and compiles with a program that uses it", async () => {
        const folder = await generate("java");
        const program = join(workplace, "program");
        const sources = join(program, "src/main/java");
        cpSync(join(folder, "src/main/java"), sources, { recursive: true });
        copyFileSync(join(java, "Shop.java"), join(sources, "Shop.java"));
        copyFileSync(join(java, "pom.xml"), join(program, "pom.xml"));
        await execa("mvn", ["--batch-mode", "--quiet", "compile"], { cwd: program, all: true });
        readFileSync(join(program, "target/classes/Shop.class"));
    });
});
