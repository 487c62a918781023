import { type Command, CommanderError } from "commander";

/** Runs a command whose actions set the exit code; a wrong call is answered with 2, as any unusable input. */
export async function runCommand(command: Command): Promise<void> {
    try {
        await command.parseAsync();
    } catch (error) {
        if (!(error instanceof CommanderError)) {
            throw error;
        }
        process.exitCode = error.exitCode === 0 ? 0 : 2;
    }
}
