import { foreground } from "../foreground";
import { ensureSelection, localBackend } from "../localBackend";
import { localStack } from "../localStack";
import { LocalWorld } from "../localWorld";
import { projectDir } from "../paths";
import { stackNames, withoutSaltInStackFiles } from "../stackFiles";
import { toolchainIsBuilt } from "../toolchain/builtTools";

/** The one that a command means which names none, until another one is selected. */
const defaultStack = localStack.name;

/** Runs a command with the local tools, the local backend and the local cluster; ends with its exit code. */
export async function run(command: string[]): Promise<void> {
    const [program = "", ...args] = command;
    const world = new LocalWorld();
    await world.getTools(toolchainIsBuilt() ? () => undefined : console.error);
    const { environment } = world;
    await withoutSaltInStackFiles(async () => {
        const options = { environment, report: () => undefined };
        await localBackend.ensureStacks(stacksNamedBy(args), options);
        await ensureSelection(defaultStack, options);
        await foreground(program, args, { cwd: process.env.INIT_CWD ?? projectDir, environment });
    });
}

function stacksNamedBy(args: string[]): string[] {
    return stackNames().filter(
        (name) =>
            name === defaultStack || args.some((one) => one === name || one.endsWith(`=${name}`)),
    );
}
