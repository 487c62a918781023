import { join } from "node:path";

import type { Plugin } from "esbuild";
import { build } from "esbuild";

const names = ["producer", "consumer", "streamConsumer"];

/** What is imported only when it is needed stays a file of its own: the others are not larger for it. */
const apart: Plugin = {
    name: "apart",
    setup(bundler) {
        bundler.onResolve({ filter: /^\.\/openTelemetry\.js$/ }, () => ({
            path: "./openTelemetry.cjs",
            external: true,
        }));
    },
};

/** OpenTelemetry's modules for `import` look for some of the others only when they run, where there are none. */
const whole: Plugin = {
    name: "whole",
    setup(bundler) {
        bundler.onResolve({ filter: /^@opentelemetry\// }, ({ path, kind, resolveDir }) =>
            kind === "import-statement"
                ? bundler.resolve(path, { kind: "require-call", resolveDir })
                : undefined,
        );
    },
};

/**
 * Writes producer.cjs, consumer.cjs and streamConsumer.cjs, each with all that it needs but openTelemetry.cjs, which is
 * to be beside them, into a folder.
 */
export async function bundle(outdir: string): Promise<void> {
    await build({
        entryPoints: [...names, "tracing/openTelemetry"].map((name) =>
            join(__dirname, `${name}.ts`),
        ),
        entryNames: "[name]",
        plugins: [apart, whole],
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
