import { writeFileSync } from "node:fs";
import { renderComment } from "./comment";
import { where } from "./inputProblemLines";
import { packageVersion } from "./packageVersion";
import { readPolicyMetadata } from "./policyMetadata";
import { readPreview } from "./readEvents";
import { renderSarif } from "./sarif";
import { readStackFile } from "./stackFile";
import type { StackPreview } from "./stackPreview";
import { exitCode, statusOf, worstOf, type VerdictOptions } from "./verdict";
import { verdictWords } from "./verdictLine";

export interface RenderOptions extends VerdictOptions {
    /** Files of engine events by stack name. */
    stack: Map<string, string>;
    markdown?: string;
    sarif?: string;
    policies?: string;
    configDir: string;
    id: string;
    commit?: string;
    cliVersion?: string;
    limit: number;
}

/** Reads the streams, writes the comment and the SARIF log, prints the verdict; answers with the exit code. */
export async function renderFiles(options: RenderOptions): Promise<number> {
    const previews: StackPreview[] = [];
    for (const [stack, file] of options.stack) {
        previews.push(await readPreview(stack, file));
    }
    const problems = [...previews.flatMap(problemTexts), ...write(previews, options)];
    problems.forEach((problem) => console.error(problem));
    const status = worstOf(previews.map((preview) => statusOf(preview, options)));
    console.log(`${status}: ${previews.map((p) => verdictWords(p, options)).join(", ")}`);
    return problems.length ? 2 : exitCode(status);
}

function problemTexts({ stack, problems }: StackPreview): string[] {
    return problems.map(({ lines, message }) => `${stack}: ${where(lines)} ${message}.`);
}

function write(previews: StackPreview[], options: RenderOptions): string[] {
    const { metadata, problems } = readPolicyMetadata(options.policies);
    const outputs: [string | undefined, () => string][] = [
        [options.markdown, () => comment(previews, options)],
        [options.sarif, () => sarif(previews, metadata, options)],
    ];
    for (const [file, text] of outputs) {
        try {
            if (file) {
                writeFileSync(file, text());
            }
        } catch (error) {
            problems.push(
                `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
            );
        }
    }
    return problems;
}

function comment(previews: StackPreview[], options: RenderOptions): string {
    const versions = {
        ...(options.cliVersion && { Pulumi: options.cliVersion }),
        "queue-workloads-preview": packageVersion(),
    };
    return `${renderComment(previews, { ...options, limit: options.limit - 1, versions })}\n`;
}

function sarif(
    previews: StackPreview[],
    metadata: Parameters<typeof renderSarif>[1]["metadata"],
    options: RenderOptions,
): string {
    const stackFiles = new Map(
        previews.map(({ stack }) => [stack, readStackFile(options.configDir, stack)]),
    );
    const log = renderSarif(previews, {
        ...options,
        metadata,
        stackFiles,
        version: packageVersion(),
    });
    return `${JSON.stringify(log, null, 2)}\n`;
}
