import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parse } from "yaml";

import { projectDir } from "../../../local/paths";

const command = join(projectDir, "components/dist/import/command.js");

describe("queue-workloads-import", () => {
    let folder: string;
    before(() => (folder = mkdtempSync(join(tmpdir(), "queue-workloads-import-"))));
    after(() => rmSync(folder, { recursive: true }));

    function run(definitions: string, ...options: string[]) {
        const file = join(folder, "definitions.json");
        writeFileSync(file, definitions);
        return spawnSync(process.execPath, [command, ...options, file], { encoding: "utf8" });
    }
    const queues = JSON.stringify({
        queues: [
            { name: "orders", vhost: "/", durable: true, arguments: { "x-queue-type": "quorum" } },
            {
                name: "mails",
                vhost: "/",
                durable: true,
                arguments: { "x-max-length": 9, "x-overflow": "drop-head" },
            },
        ],
    });

    it("writes the keys of a stack file", () => {
        const { stdout, stderr, status } = run(queues);
        assert.deepEqual([status, stderr], [0, ""]);
        assert.deepEqual(parse(stdout), {
            config: {
                "queue-workloads:queues": {
                    orders: { deadLetterQueue: false },
                    mails: {
                        type: "classic",
                        deadLetterQueue: false,
                        maxLength: 9,
                        overflow: "drop-head",
                    },
                },
            },
        });
    });

    it("writes a program", () => {
        const { stdout } = run(queues, "--program", "--quorum");
        assert.match(
            stdout,
            /^import \{ QueueOverflow, RabbitMqBroker \} from "queue-workloads";\n/,
        );
        assert.match(stdout, /overflow: QueueOverflow\.DropHead/);
    });

    it("says on standard error what a person has to look at", () => {
        const { stdout, stderr, status } = run(
            '{"users":[{"name":"guest","tags":["administrator"]}]}',
        );
        assert.equal(
            stderr,
            "Look at this:\n- user guest: an administrator, left out: the broker has one of its own\n",
        );
        assert.deepEqual([status, parse(stdout)], [0, { config: {} }]);
    });

    it("reads what a chart has made of a broker, and never repeats a password", () => {
        const manifest = readFileSync(join(projectDir, "examples/moving-in/chart-broker.yaml"));
        const { stdout, stderr, status } = run(String(manifest), "--shovels", "old-broker");
        assert.equal(status, 0, stderr);
        assert.doesNotMatch(stdout + stderr, /literal/);
        const { config } = parse(stdout) as { config: { [key: string]: object } };
        assert.deepEqual(Object.keys(config).sort(), [
            "queue-workloads:bindings",
            "queue-workloads:broker",
            "queue-workloads:clients",
            "queue-workloads:exchanges",
            "queue-workloads:queues",
        ]);
        const program = run(String(manifest), "--program").stdout;
        assert.match(
            program,
            /^const broker = new RabbitMqBroker\("rabbitmq", \{\n {4}replicas: 1,/m,
        );
    });

    for (const [what, text, message] of [
        ["is neither JSON nor YAML", "{", /: The file is neither .*Make it with: rabbitmqctl/s],
        ["is something else", "[]", /: The file has none of users, .*Make it with/],
        [
            "has another shape",
            '{"queues":{},"users":[1]}',
            /: users, queues: expected lists of objects/,
        ],
    ] as const) {
        it(`refuses a file that ${what}`, () => {
            const { stdout, stderr, status } = run(text);
            assert.deepEqual([status, stdout], [1, ""]);
            assert.match(stderr, message);
        });
    }
});
