import type { CodeHost } from "./codeHost";

export interface HostComment {
    id: number;
    body?: string | null;
}

const mostPages = 100;
const timeoutMilliseconds = 30_000;

/**
 * Updates the comment whose last line is the marker, or creates it: a pull request has one, however often it is
 * previewed. A reply that quotes the comment does not end with the bare marker.
 */
export async function upsertComment(
    host: CodeHost,
    marker: string,
    body: string,
): Promise<"created" | "updated" | "unchanged"> {
    const existing = await findComment(host, marker);
    if (!existing) {
        await send(host, "POST", host.create, { body });
        return "created";
    }
    if (existing.body?.trimEnd() === body.trimEnd()) {
        return "unchanged";
    }
    const { url, method } = host.update(existing.id);
    await send(host, method, url, { body });
    return "updated";
}

async function findComment(host: CodeHost, marker: string): Promise<HostComment | undefined> {
    let url: string | undefined = host.list;
    for (let page = 0; url && page < mostPages; page += 1) {
        const response: Response = await send(host, "GET", url);
        const comments = (await response.json()) as HostComment[];
        const found = comments.find(({ body }) => body?.trimEnd().split(/\r?\n/).at(-1) === marker);
        if (found) {
            return found;
        }
        url = nextPage(response.headers.get("link"), url);
    }
    return undefined;
}

// The token goes with every request: only to pages of the same host.
function nextPage(link: string | null, current: string): string | undefined {
    const [, next] = /<([^>]+)>;[^,]*\brel="?next"?/.exec(link ?? "") ?? [];
    return next && new URL(next, current).origin === new URL(current).origin ? next : undefined;
}

async function send(host: CodeHost, method: string, url: string, body?: object): Promise<Response> {
    const what = `${method} ${new URL(url).pathname}`;
    const response = await fetch(url, {
        method,
        headers: { ...host.headers, ...(body && { "content-type": "application/json" }) },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMilliseconds),
    }).catch((error: Error) => {
        throw new Error(`${what} failed: ${describe(error)}`);
    });
    if (!response.ok) {
        const text = (await response.text()).slice(0, 300);
        throw new Error(
            `${what} was answered with ${response.status} ${response.statusText}: ${text}`,
        );
    }
    return response;
}

function describe(error: Error): string {
    const cause = error.cause instanceof Error ? `: ${error.cause.message}` : "";
    return `${error.message}${cause}`;
}
