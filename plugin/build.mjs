// Compiles the components into this folder, which needs nothing of the rest of the repository then.
import { cpSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "dist");

rmSync(out, { recursive: true, force: true });
await build({
    entryPoints: [join(here, "plugin.ts")],
    outfile: join(out, "plugin.js"),
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node22",
    logLevel: "warning",
});
cpSync(join(here, "../components/broker/reconciler"), join(out, "reconciler"), { recursive: true });
