import { ok } from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import nodeModule from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { PackProcess } from "../packProcess";

/** The modules that the pack itself loads, counted with some room. */
const modulesOfPack = 100;

const described = "enableCompileCache" in nodeModule ? describe : describe.skip;

described("the compiled modules of the policy pack", () => {
    let folder: string;
    let pack: PackProcess;

    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "queue-workloads-cache-"));
        pack = await PackProcess.start({ TMPDIR: folder, NODE_COMPILE_CACHE: undefined });
    });
    after(async () => {
        await pack.stop();
        rmSync(folder, { recursive: true });
    });

    it("are kept for its next start while it runs, because it will be killed", async () => {
        const kept = () =>
            readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
                entry.isFile(),
            ).length;
        for (let tries = 0; kept() < modulesOfPack && tries < 100; tries++) {
            await delay(100);
        }
        ok(kept() >= modulesOfPack, `${kept()} modules are kept`);
    });
});
