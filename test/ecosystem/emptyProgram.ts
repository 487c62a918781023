import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { execa } from "execa";

/** Installs packages into a folder that has nothing else, as a stranger does. */
export async function emptyProgram(
    folder: string,
    dependencies: { [name: string]: string },
): Promise<string> {
    mkdirSync(folder, { recursive: true });
    const manifest = { name: "stranger", private: true, dependencies };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    await execa("npm", ["install", ...options], { cwd: folder });
    return folder;
}

/** Makes a broker and a consumer under plain mocks, and prints how many resources that are. */
export function mockedShop(module: "commonjs" | "esm"): string {
    const imports =
        module === "esm"
            ? `import * as pulumi from "@pulumi/pulumi";
import { QueueConsumer, RabbitMqBroker } from "queue-workloads";`
            : `const pulumi = require("@pulumi/pulumi");
const { QueueConsumer, RabbitMqBroker } = require("queue-workloads");`;
    return `${imports}
let made = 0;
const mocks = {
    newResource: ({ name, inputs }) => { made += 1; return { id: name, state: inputs }; },
    call: ({ inputs }) => inputs,
};
async function main() {
    await pulumi.runtime.setMocks(mocks, "shop", "test", false);
    await pulumi.runtime.runInPulumiStack(async () => {
        const broker = new RabbitMqBroker("rabbitmq", { queues: { orders: {} }, clients: { worker: { consumesFrom: ["orders"] } } });
        new QueueConsumer("worker", { connection: broker.connectionFor("worker"), queue: "orders", image: "shop/worker:1.4.2" });
    });
    await pulumi.runtime.disconnect();
    console.log(made > 10 ? "made all of it" : "made " + made);
}
main();
`;
}
