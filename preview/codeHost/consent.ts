import type { CodeHost } from "./codeHost";

export interface Consent {
    /** As the preview's comment shows it: bound to a commit and to the resources that would lose data. */
    code: string;
    /** Who agreed. */
    by: string;
}

const phrase = /^\s*--consent ([0-9a-f]{12})\s*$/gim;

/**
 * The consents to lose data that people gave in comments, on a line of its own: `--consent CODE`. Only those of people who
 * may push count, and none of the account that writes the preview's comment, which shows the code.
 */
export async function consents(host: CodeHost): Promise<Consent[]> {
    const account = await host.ownAccount();
    const given: Consent[] = [];
    for (const { author, body } of await host.comments()) {
        const codes = [...body.matchAll(phrase)].flatMap(([, code]) => code ?? []);
        if (codes.length && author.id !== account && (await host.mayPush(author))) {
            given.push(...codes.map((code) => ({ code, by: author.name })));
        }
    }
    return given;
}
