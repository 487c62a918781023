import type { CodeHost, HostComment } from "./codeHost";
import { type CommentState, hasMarker, stateOf, withState } from "./commentState";
import { RestError } from "./rest";

export interface Publication extends CommentState {
    /** The line by which the comment is found again. */
    marker: string;
    /** The comment, in Markdown. */
    text: string;
    /** Whether it is worth a comment of its own where there is none yet. */
    isNews: boolean;
}

export interface Published {
    done: "created" | "updated" | "unchanged" | "superseded" | "not needed";
    address?: string;
}

/**
 * Keeps one comment for each marker: updates the one that this account wrote, or writes it. What another person wrote is
 * never edited, whatever marker it has. A run for a commit that is no longer the head of the branch says so and no more.
 */
export async function publishComment(host: CodeHost, news: Publication): Promise<Published> {
    const existing = await ownComment(host, news.marker);
    const head = await host.headCommit();
    if (!isSameCommit(head, news.commit)) {
        return supersede(host, existing, head, news);
    }
    const state = existing && stateOf(existing.body);
    if (state?.run === news.run && isOfAnotherJob(state.stacks, news.stacks)) {
        if (!news.stacks.length) {
            return { done: "not needed", address: existing?.address };
        }
        throw new Error(
            `Another job of this run has written the comment, for ${state.stacks.join(", ")}; give each job an --id of its own.`,
        );
    }
    if (!existing && !news.isNews) {
        return { done: "not needed" };
    }
    return write(host, existing, withState(news.text, news, news.marker));
}

/** The comment of this account with the marker, the newest where there are more. */
export async function ownComment(host: CodeHost, marker: string): Promise<HostComment | undefined> {
    const account = await host.ownAccount();
    const comments = await host.comments();
    return comments
        .filter(({ author, body }) => author.id === account && hasMarker(body, marker))
        .at(-1);
}

/** Where editing is refused, a new comment takes the place of the old one. */
export async function write(
    host: CodeHost,
    existing: HostComment | undefined,
    body: string,
): Promise<Published> {
    if (!existing) {
        return { done: "created", address: await host.createComment(body) };
    }
    if (existing.body.trimEnd() === body.trimEnd()) {
        return { done: "unchanged", address: existing.address };
    }
    try {
        await host.updateComment(existing, body);
        return { done: "updated", address: existing.address };
    } catch (error) {
        if (error instanceof RestError && error.isRefusal) {
            return { done: "created", address: await host.createComment(body) };
        }
        throw error;
    }
}

async function supersede(
    host: CodeHost,
    existing: HostComment | undefined,
    head: string,
    { marker, run, stacks }: Publication,
): Promise<Published> {
    const state = existing && stateOf(existing.body);
    if (!existing || (state && isSameCommit(state.commit, head))) {
        return { done: "superseded", address: existing?.address };
    }
    const text = supersededText(state?.commit, head);
    const { address } = await write(
        host,
        existing,
        withState(text, { commit: head, run, stacks }, marker),
    );
    return { done: "superseded", address };
}

/** What stands in the place of a result that holds no longer. */
export function supersededText(commit: string | undefined, by: string): string {
    const of = commit ? ` of commit ${commit}` : "";
    return `## Preview\n\n- ⏳ The preview${of} is superseded by commit ${by}, whose preview is not there yet.`;
}

/** Bitbucket gives the first twelve digits. */
function isSameCommit(one: string, other: string): boolean {
    const digits = Math.min(one.length, other.length);
    return digits >= 7 && one.slice(0, digits) === other.slice(0, digits);
}

/** What no stack is named for says that a job starts or ends: it does not take back what this run has published. */
function isOfAnotherJob(published: string[], stacks: string[]): boolean {
    return published.length > 0 && !published.some((stack) => stacks.includes(stack));
}
