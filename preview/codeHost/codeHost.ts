import { createHash } from "node:crypto";

/** Who wrote a comment: the host's own number or id for the account, and the name by which people know it. */
export interface Author {
    id: string;
    name: string;
}

export interface HostComment {
    id: string;
    body: string;
    author: Author;
    /** Where a person reads it. */
    address: string;
}

/** What a preview came to, for the list of pull requests. */
export interface Result {
    /** Of the comment: results of several previews of one pull request stand side by side. */
    id: string;
    status: string;
    /** The head of the branch. */
    commit: string;
    /** Where the run's log is. */
    run: string;
}

/** One pull or merge request, as a code host's REST API offers it. */
export interface CodeHost {
    /** The id of the account that the token belongs to, or undefined where the host does not tell. */
    ownAccount(): Promise<string | undefined>;
    /** The head of the branch, now. */
    headCommit(): Promise<string>;
    /** Oldest first; without comments on lines of code. */
    comments(): Promise<HostComment[]>;
    /** Answers with the address of the new comment. */
    createComment(body: string): Promise<string>;
    updateComment(comment: HostComment, body: string): Promise<void>;
    /** Whether the host says that this account may push to the repository. */
    mayPush(author: Author): Promise<boolean>;
    /** Shows the result beside the pull request, in place of an earlier one: by a label, or by a status of the commit. */
    showResult(result: Result): Promise<void>;
}

/** The issues of the repository, which say what no pull request does: that an environment has drifted. */
export interface IssueTracker {
    ownAccount(): Promise<string | undefined>;
    openIssues(): Promise<HostComment[]>;
    /** Answers with the address of the new issue. */
    createIssue(title: string, body: string): Promise<string>;
    updateIssue(issue: HostComment, body: string): Promise<void>;
    closeIssue(issue: HostComment): Promise<void>;
}

export interface PullRequest {
    /** The API's address, without a slash at the end. */
    api: string;
    /** `owner/name`, or as the host names it. */
    repository: string;
    number: number;
    token: string;
    /** The id of the token's account, for a host that does not tell. */
    account?: string;
}

/** `preview: blocked`; an id of its own comes first, so that results of several previews are told apart. */
export function labelOf({ id, status }: Pick<Result, "id" | "status">): string {
    return `${shortened(id, longestLabel - longestStatus)}: ${status}`;
}

/** GitHub takes no more. */
const longestLabel = 50;
/** Room for `: ` and whatever a result is. */
const longestStatus = 20;

/** Whether a label shows a result of the same preview. */
export function isResultLabel(label: string, id: string): boolean {
    return label.startsWith(labelOf({ id, status: "" }));
}

/** Text of at most so many characters, which is still another for another text. */
export function shortened(text: string, longest: number): string {
    const digest = createHash("sha256").update(text).digest("hex").slice(0, 8);
    return text.length <= longest ? text : `${text.slice(0, longest - 9)}-${digest}`;
}
