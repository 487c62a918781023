import { LocalWorld } from "../localWorld";
import { mocha } from "../mocha";
import { onCluster } from "../onCluster";

/** Runs the end-to-end tests, on a cluster that is brought up when it is not there. */
export async function e2e(mochaArguments: string[]): Promise<void> {
    // The project's own settings leave these tests out.
    const own = ["--config", "test/e2e/.mocharc.json"];
    // The rotation is the last: a broker does not go back to its first administrator.
    const all = ["test/e2e/!(rotation).spec.ts", "test/e2e/rotation.spec.ts"];
    const specs = mochaArguments.some((one) => one.endsWith(".ts")) ? [] : all;
    const world = new LocalWorld();
    await onCluster(world, () => mocha([...own, ...mochaArguments, ...specs], world));
    if (mochaArguments.length === 0 && process.exitCode === 0) {
        // It runs `npm start`, which wants the lock for itself.
        await mocha([...own, "test/start/start.spec.ts"], world);
    }
}
