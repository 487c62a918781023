import type { CodeHost } from "./codeHost";

export interface Consent {
    /** As the preview's comment asks for it: bound to a commit and to the resources that would lose data. */
    token: string;
    /** Who agreed. */
    by: string;
}

const phrase = /^\s*allow data loss ([\w.-]+)\s*$/gim;

/**
 * The consents that people gave in comments of their own, on a line of its own: `allow data loss TOKEN`. Only those of people
 * who may push count, and none of the account that writes the preview's comment, which shows the line.
 */
export async function consents(host: CodeHost): Promise<Consent[]> {
    const account = await host.ownAccount();
    const given: Consent[] = [];
    for (const { author, body } of await host.comments()) {
        const tokens = [...body.matchAll(phrase)].flatMap(([, token]) => token ?? []);
        if (tokens.length && author.id !== account && (await host.mayPush(author))) {
            given.push(...tokens.map((token) => ({ token, by: author.name })));
        }
    }
    return given;
}
