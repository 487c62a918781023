import { LocalWorld } from "../localWorld";
import { mocha } from "../mocha";
import { onCluster } from "../onCluster";

/** Runs the tests beside other projects' programs, which take longer than CI has. */
export async function ecosystem(mochaArguments: string[]): Promise<void> {
    const own = ["--config", "test/ecosystem/.mocharc.cjs"];
    const world = new LocalWorld();
    await onCluster(world, () => mocha([...own, ...mochaArguments], world));
}
