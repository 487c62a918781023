import { hiddenLine, hiddenText } from "./hiddenLine";

/** What the comment says of itself: for which commit, by which run, about which stacks. */
export interface CommentState {
    commit: string;
    run: string;
    stacks: string[];
}

const prefix = "queue-workloads-preview-state: ";

/** The text, the state and the marker: the last line is what the comment is found by. */
export function withState(text: string, { commit, run, stacks }: CommentState, marker: string) {
    const state = new URLSearchParams({ commit, run, stacks: stacks.join(" ") });
    return `${text.trimEnd()}\n\n${hiddenLine(`${prefix}${state.toString()}`)}\n${marker}\n`;
}

export function stateOf(body: string): CommentState | undefined {
    const said = linesOf(body)
        .map((line) => hiddenText(line))
        .filter((text) => text?.startsWith(prefix))
        .at(-1);
    if (said === undefined) {
        return undefined;
    }
    const state = new URLSearchParams(said.slice(prefix.length));
    return {
        commit: state.get("commit") ?? "",
        run: state.get("run") ?? "",
        stacks: (state.get("stacks") ?? "").split(" ").filter(Boolean),
    };
}

/** A reply that quotes the comment does not end with the bare marker. */
export function hasMarker(body: string, marker: string): boolean {
    const last = linesOf(body.trimEnd()).at(-1) ?? "";
    return hiddenText(last) === hiddenText(marker);
}

/** The text without its state and its marker. */
export function withoutState(body: string): string {
    return linesOf(body)
        .filter((line) => !/^queue-workloads-preview(-state)?: /.test(hiddenText(line) ?? ""))
        .join("\n")
        .trimEnd();
}

function linesOf(body: string): string[] {
    return body.split(/\r?\n/);
}
