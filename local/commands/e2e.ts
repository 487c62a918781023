import { LocalWorld } from "../localWorld";
import { mocha, mochaBeside } from "../mocha";
import { onCluster } from "../onCluster";

// The project's own settings leave these tests out.
const own = ["--config", "test/e2e/.mocharc.json"];

/** They have a RabbitMQ of their own, or none, and run while the others wait for the cluster. */
const withoutCluster = [
    "foreignBroker",
    "goPrograms",
    "reconciler",
    "referenceWorkloads",
    "tenants",
];

/** Runs the end-to-end tests, on a cluster that is brought up when it is not there. */
export async function e2e(mochaArguments: string[]): Promise<void> {
    const world = new LocalWorld();
    if (mochaArguments.some((one) => one.endsWith(".ts"))) {
        return onCluster(world, () => mocha([...own, ...mochaArguments], world));
    }
    await onCluster(world, () => all(mochaArguments, world));
    if (mochaArguments.length === 0 && process.exitCode === 0) {
        // It runs `npm start`, which wants the lock for itself.
        await mocha([...own, "test/start/start.spec.ts"], world);
    }
}

async function all(mochaArguments: string[], world: LocalWorld): Promise<void> {
    const given = [...own, ...mochaArguments];
    const besideEnded = mochaBeside([...given, ...withoutCluster.map(specNamed)], world);
    // The rotation is the last: a broker does not go back to its first administrator.
    const others = `!(${["rotation", ...withoutCluster].join("|")})`;
    await mocha([...given, ...[others, "rotation"].map(specNamed)], world);
    await besideEnded();
}

function specNamed(name: string): string {
    return `test/e2e/${name}.spec.ts`;
}
