import { join } from "node:path";

import { build } from "esbuild";

const names = ["producer", "consumer", "streamConsumer"];

/** Writes producer.cjs, consumer.cjs and streamConsumer.cjs, each with all that it needs, into a folder. */
export async function bundle(outdir: string): Promise<void> {
    await build({
        entryPoints: names.map((name) => join(__dirname, `${name}.ts`)),
        outdir,
        outExtension: { ".js": ".cjs" },
        bundle: true,
        platform: "node",
        target: "node22",
        format: "cjs",
        logLevel: "warning",
    });
}

if (require.main === module) {
    void bundle(join(__dirname, "dist"));
}
