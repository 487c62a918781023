import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { projectDir } from "../../local/paths";
import prod from "../../policy/config/prod.json";
import { componentShapes, hasArgument } from "./argumentPath";

const items = readFileSync(join(projectDir, "docs/production.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("- "));

describe("docs/production.md", () => {
    it("says of every item how it is checked", () => {
        assert.ok(items.length > 20);
        assert.deepEqual(
            items.filter((item) => !/ Policy(, .*?)?: \[| See it: /.test(item)),
            [],
        );
    });

    it("names policies that block in production", () => {
        const named = items.flatMap((item) =>
            [...item.matchAll(/policy\/README\.md#([\w-]+)/g)].map(([, id]) => id!),
        );
        assert.ok(named.length > 10);
        const levels = prod as { [id: string]: string | { enforcementLevel: string } };
        for (const id of named) {
            const setting = levels[id];
            const level = typeof setting === "string" ? setting : setting?.enforcementLevel;
            assert.equal(level, "mandatory", id);
        }
    });

    it("names settings of a stack file that there are", () => {
        const named = items.flatMap((item) =>
            [...item.matchAll(/`((?:broker|queues|producers|consumers)\.[\w.]+)`/g)].map(
                ([, path]) => path!,
            ),
        );
        assert.ok(named.length > 10);
        assert.deepEqual(
            named.filter((path) => !isSetting(path)),
            [],
        );
    });
});

function isSetting(path: string): boolean {
    const [key, ...rest] = path.split(".");
    const below = rest.slice(1).join(".");
    const entry = { producers: "QueueProducer", consumers: "QueueConsumer" }[key!];
    const broker = componentShapes["RabbitMqBroker"]!;
    if (entry !== undefined) {
        // A workload's entry takes what its client takes, too.
        return (
            hasArgument(componentShapes[entry]!, below) ||
            hasArgument(broker, `clients.NAME.${below}`)
        );
    }
    return hasArgument(broker, key === "broker" ? rest.join(".") : path);
}
