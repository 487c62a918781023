import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { projectDir } from "../../local/paths";
import type { GitServer } from "./gitServer";
import { gitServer } from "./gitServer";
import { strangersPulumi } from "./pulumiHome";

const plugin = join(projectDir, "plugin");
const components = ["QueueConsumer", "QueueProducer", "RabbitMqBroker"];

/** What `pulumi new kubernetes-typescript` writes. */
const template = {
    "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
    "package.json": JSON.stringify({
        name: "shop",
        main: "index.ts",
        devDependencies: { typescript: "^5.0.0", "@types/node": "^18" },
        dependencies: { "@pulumi/pulumi": "^3.113.0" },
    }),
    "tsconfig.json": JSON.stringify({
        compilerOptions: {
            ...{ strict: true, outDir: "bin", target: "es2020", module: "commonjs" },
            ...{
                moduleResolution: "node",
                sourceMap: true,
                forceConsistentCasingInFileNames: true,
            },
        },
        files: ["index.ts"],
    }),
    "index.ts": `import { RabbitMqBroker } from "@pulumi/queue-workloads";
export const broker = new RabbitMqBroker("rabbitmq", { queues: { orders: {} } });
`,
};

describe("The plugin for every language", () => {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-plugin-"));
    const environment = strangersPulumi(folder);

    after(() => rmSync(folder, { recursive: true, force: true }));

    /** The names of the components in the schema that a source hands out, asked for in a folder. */
    async function componentsOf(source: string, cwd: string, env = environment): Promise<string[]> {
        const { stdout } = await execa("pulumi", ["package", "get-schema", source], { cwd, env });
        const { resources } = JSON.parse(stdout.slice(stdout.indexOf("{"))) as {
            resources: { [token: string]: unknown };
        };
        return Object.keys(resources).map((token) => token.split(":")[2]!);
    }

    it("serves an empty folder", async () => {
        const empty = join(folder, "empty");
        mkdirSync(empty);
        for (const component of components) {
            assert.ok((await componentsOf(plugin, empty)).includes(component), component);
        }
    });

    it("serves this repository's root, whose tsconfig.json would stop ts-node", async () => {
        assert.ok((await componentsOf("./plugin", projectDir)).includes("RabbitMqBroker"));
    });

    it("is added to a program that the TypeScript template made, which then compiles", async () => {
        const shop = join(folder, "shop");
        mkdirSync(shop);
        for (const [file, text] of Object.entries(template)) {
            writeFileSync(join(shop, file), text);
        }
        await execa("pulumi", ["package", "add", plugin], { cwd: shop, env: environment });
        assert.match(readFileSync(join(shop, "Pulumi.yaml"), "utf8"), /queue-workloads: .*plugin/);
        await execa("npx", ["tsc", "--noEmit", "-p", "."], { cwd: shop });
    });

    describe("in a git repository", () => {
        let server: GitServer;

        before(async () => {
            const served = join(folder, "git");
            const bare = join(served, "acme/queue-workloads.git");
            await execa("git", ["clone", "--quiet", "--bare", projectDir, bare]);
            await execa("git", ["tag", "--force", "v0.1.0"], { cwd: bare });
            server = await gitServer(served);
        });

        after(() => server?.close());

        it("is found by its URL and tag, and installs its own dependencies only", async () => {
            const source = `https://${server.host}/acme/queue-workloads.git/plugin@v0.1.0`;
            const env = { ...environment, SSL_CERT_FILE: server.certificate };
            const found = await componentsOf(source, join(folder, "empty"), env);
            assert.ok(found.includes("RabbitMqBroker"));
            const home = join(folder, "pulumi-home/plugins");
            const { stdout } = await execa("find", [home, "-name", "node_modules", "-prune"]);
            assert.deepEqual(
                stdout.split("\n").map((path) => path.split("/").slice(-2).join("/")),
                ["plugin/node_modules"],
            );
        });
    });
});
