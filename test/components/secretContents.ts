import type { Recording } from "../harness";
import { types } from "./shop";

/** The name and the content of each Secret that is given one, be it by a patch. */
export function secretContents(recording: Recording): [name: string, content: unknown][] {
    return [...recording.ofType(types.secret), ...recording.ofType(types.secretPatch)]
        .map(({ name, inputs }): [string, unknown] => [
            name,
            inputs["stringData"] ?? inputs["data"],
        ])
        .filter(([, content]) => content !== undefined);
}
