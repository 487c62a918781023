import type { IssueTracker } from "./codeHost";
import { hasMarker } from "./commentState";

export interface Drift {
    stack: string;
    /** The line by which the issue is found again. */
    marker: string;
    /** What differs, in Markdown; undefined where nothing does. */
    text: string | undefined;
}

/** Keeps one open issue for an environment that has drifted, and none for one that has not. */
export async function syncDriftIssue(
    tracker: IssueTracker,
    { stack, marker, text }: Drift,
): Promise<{ done: "opened" | "updated" | "unchanged" | "closed" | "none"; address?: string }> {
    const account = await tracker.ownAccount();
    const existing = (await tracker.openIssues()).find(
        ({ author, body }) => author.id === account && hasMarker(body, marker),
    );
    if (text === undefined) {
        if (existing) {
            await tracker.closeIssue(existing);
        }
        return { done: existing ? "closed" : "none", address: existing?.address };
    }
    const body = `${text.trimEnd()}\n\n${marker}`;
    if (!existing) {
        return { done: "opened", address: await tracker.createIssue(titleOf(stack), body) };
    }
    if (existing.body.trimEnd() === body) {
        return { done: "unchanged", address: existing.address };
    }
    await tracker.updateIssue(existing, body);
    return { done: "updated", address: existing.address };
}

function titleOf(stack: string): string {
    return `The environment ${stack} differs from what is declared`;
}
