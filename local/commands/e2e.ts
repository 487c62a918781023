import { withLock } from "../cluster/lock";
import { foreground } from "../foreground";
import { localBackend } from "../localBackend";
import { LocalWorld } from "../localWorld";
import { clusterName, projectDir } from "../paths";
import { withoutSaltInStackFiles } from "../stackFiles";
import { runSteps } from "../steps";

/** Runs the end-to-end tests, on a cluster that is brought up when it is not there. */
export async function e2e(mochaArguments: string[]): Promise<void> {
    const world = new LocalWorld();
    await withLock(clusterName, async () => {
        await runSteps(world.steps());
        localBackend.ensure();
        await withoutSaltInStackFiles(() => mocha(mochaArguments, world.environment));
    });
    if (mochaArguments.length === 0 && process.exitCode === 0) {
        // It runs `npm start`, which wants the lock for itself.
        await mocha(["test/start/start.spec.ts"], world.environment);
    }
}

async function mocha(args: string[], environment: NodeJS.ProcessEnv): Promise<void> {
    // The project's own settings leave these tests out.
    const own = ["--config", "test/e2e/.mocharc.json"];
    // The rotation is the last: a broker does not go back to its first administrator.
    const all = ["test/e2e/!(rotation).spec.ts", "test/e2e/rotation.spec.ts"];
    const specs = args.some((one) => one.endsWith(".ts")) ? [] : all;
    await foreground("mocha", [...own, ...args, ...specs], { cwd: projectDir, environment });
}
