const timeoutMilliseconds = 30_000;
const mostPages = 100;
const longestAnswer = 300;

/** An answer of a REST API that is not a success. */
export class RestError extends Error {
    constructor(
        message: string,
        readonly status: number,
    ) {
        super(message);
    }

    /** Whether the account may not do this, or not see it. */
    get isRefusal(): boolean {
        return this.status === 401 || this.status === 403 || this.status === 404;
    }
}

interface Page<Item> {
    items: Item[];
    next: string | undefined;
}

/** A REST API that speaks JSON, with the headers that go with every request. */
export class Rest {
    constructor(private readonly headers: { [key: string]: string }) {}

    async get<Answer>(url: string): Promise<Answer> {
        return (await (await this.send("GET", url)).json()) as Answer;
    }

    /** Sends a body and answers with the answer's body, or with nothing where it has none. */
    async write<Answer = void>(
        method: "POST" | "PUT" | "PATCH" | "DELETE",
        url: string,
        body?: object,
    ): Promise<Answer> {
        const text = await (await this.send(method, url, body)).text();
        return (text ? JSON.parse(text) : undefined) as Answer;
    }

    /** The items of all pages; `pageOf` reads one page, its default the lists whose next page stands in the header `link`. */
    async list<Item>(
        first: string,
        pageOf: (answer: unknown, link: string | null) => Page<Item> = linkedPage,
    ): Promise<Item[]> {
        const all: Item[] = [];
        let url: string | undefined = first;
        for (let page = 0; url && page < mostPages; page += 1) {
            const response: Response = await this.send("GET", url);
            const { items, next } = pageOf(await response.json(), response.headers.get("link"));
            all.push(...items);
            // The token goes with every request: only to pages of the same host.
            url = next && new URL(next, url).origin === new URL(first).origin ? next : undefined;
        }
        return all;
    }

    private async send(method: string, url: string, body?: object): Promise<Response> {
        const what = `${method} ${new URL(url).pathname}`;
        const response = await fetch(url, {
            method,
            headers: { ...this.headers, ...(body && { "content-type": "application/json" }) },
            body: body && JSON.stringify(body),
            signal: AbortSignal.timeout(timeoutMilliseconds),
        }).catch((error: Error) => {
            throw new Error(`${what} failed: ${describe(error)}`);
        });
        if (!response.ok) {
            const text = (await response.text()).slice(0, longestAnswer);
            throw new RestError(
                `${what} was answered with ${response.status} ${response.statusText}: ${text}`,
                response.status,
            );
        }
        return response;
    }
}

function linkedPage<Item>(answer: unknown, link: string | null): Page<Item> {
    const [, next] = /<([^>]+)>;[^,]*\brel="?next"?/.exec(link ?? "") ?? [];
    return { items: answer as Item[], next };
}

function describe(error: Error): string {
    const cause = error.cause instanceof Error ? `: ${error.cause.message}` : "";
    return `${error.message}${cause}`;
}
