import { Listr, PRESET_TIMER } from "listr2";

import { untilInterrupted } from "./interruption";
import type { Report } from "./report";

export interface Step {
    title: string;
    run: (report: Report) => Promise<void>;
    /** Its last lines stay on the terminal. */
    keepsOutput?: boolean;
    /** It ends by itself, in good order, when the command is interrupted. */
    endsItself?: boolean;
}

/** Its message stands on the terminal already, at its step. */
export class StepError extends Error {
    constructor(cause: Error) {
        super(cause.message, { cause });
    }
}

const visibleLines = 8;

/** Runs one step after the other and shows for each what it does and how long it takes. */
export async function runSteps(steps: Step[]): Promise<void> {
    const timed = { timer: PRESET_TIMER };
    await new Listr<unknown, "default", "verbose">(
        steps.map(({ title, run, keepsOutput, endsItself }) => ({
            title,
            task: async (_, task) => {
                const work = run((line) => (task.output = line));
                await (endsItself ? work : untilInterrupted(work));
            },
            rendererOptions: { outputBar: visibleLines, persistentOutput: keepsOutput ?? false },
        })),
        {
            concurrent: false,
            registerSignalListeners: false,
            rendererOptions: { ...timed, collapseErrors: false },
            fallbackRenderer: "verbose",
            fallbackRendererOptions: { ...timed, logTitleChange: false },
        },
    )
        .run()
        .catch((error: Error) => {
            throw new StepError(error);
        });
}
