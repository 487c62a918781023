import { appendFileSync } from "node:fs";

import type { StackPreview } from "../changes/stackPreview";
import { dataLosses, findingsAt, type Status } from "../changes/verdict";
import type { Action } from "../events/action";

type Outputs = { [name: string]: string | number };

const actions: Action[] = ["create", "update", "replace", "delete", "forget", "import"];

/** What later steps of a pipeline may want to know: the status and the counts of all stacks together. */
export function previewOutputs(previews: StackPreview[], status: Status): Outputs {
    const count = (countOf: (preview: StackPreview) => number) =>
        previews.reduce((sum, preview) => sum + countOf(preview), 0);
    const changes = actions.map((action) => [
        action,
        count(({ resources }) => resources.filter((r) => r.action === action).length),
    ]);
    return {
        status,
        stacks: previews.map(({ stack }) => stack).join(" "),
        ...(Object.fromEntries(changes) as Outputs),
        changes: count(
            ({ resources, outputs, drift }) => resources.length + outputs.length + drift.length,
        ),
        drift: count(({ drift }) => drift.length),
        unchanged: count(({ unchanged }) => unchanged),
        mandatory: count((preview) => findingsAt(preview, "mandatory").length),
        advisory: count((preview) => findingsAt(preview, "advisory").length),
        data_losses: count((preview) => dataLosses(preview).length),
    };
}

/** Adds `NAME=VALUE` lines, as GitHub's `GITHUB_OUTPUT` and the dotenv files of others take them. */
export function writeOutputs(file: string | undefined, outputs: Outputs): void {
    if (file) {
        const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
        appendFileSync(file, lines.join(""));
    }
}
