import { writeFileSync } from "node:fs";

import type { StackPreview } from "../changes/stackPreview";
import { exitCode, statusOf, worstOf } from "../changes/verdict";
import { renderComment } from "../comment/comment";
import { where } from "../comment/inputProblemLines";
import { verdictWords } from "../comment/verdictLine";
import { readPolicyMetadata } from "../sarif/policyMetadata";
import { renderSarif } from "../sarif/sarif";
import { readStackFile } from "../sarif/stackFile";
import { commentKey, type ReportOptions } from "./options";
import { previewOutputs, writeOutputs } from "./outputs";
import { packageVersion } from "./packageVersion";

interface Reporting extends ReportOptions {
    cliVersion?: string;
    /** Whether the comment is printed, too. */
    print?: boolean;
}

/** Writes the comment and the SARIF log, prints the verdict, and answers with the exit code. */
export function report(previews: StackPreview[], reporting: Reporting): number {
    const options = { ...reporting, consents: reporting.consent };
    const comment = commentText(previews, options);
    const { metadata, problems } = readPolicyMetadata(options.policies);
    const sarif = () => {
        const files = previews.map(
            ({ stack }) => [stack, readStackFile(options.configDir, stack)] as const,
        );
        const log = renderSarif(previews, {
            ...options,
            metadata,
            stackFiles: new Map(files),
            version: packageVersion(),
        });
        return `${JSON.stringify(log, null, 2)}\n`;
    };
    const complaints = [
        ...previews.flatMap(problemTexts),
        ...problems,
        ...written(options.markdown, () => comment),
        ...written(options.sarif, sarif),
    ];
    const status = worstOf(previews.map((preview) => statusOf(preview, options)));
    complaints.forEach((complaint) => console.error(complaint));
    if (options.print) {
        console.log(comment);
    }
    writeOutputs(
        options.outputs,
        previewOutputs(previews, complaints.length ? "unusable" : status),
    );
    console.log(`${status}: ${previews.map((p) => verdictWords(p, options)).join(", ")}`);
    return complaints.length ? 2 : exitCode(status);
}

function commentText(previews: StackPreview[], options: Reporting): string {
    const versions = {
        ...(options.cliVersion && { Pulumi: options.cliVersion }),
        "queue-workloads-preview": packageVersion(),
    };
    const text = renderComment(previews, {
        ...options,
        id: commentKey(options),
        limit: options.limit - 1,
        versions,
    });
    return `${text}\n`;
}

function problemTexts({ stack, problems }: StackPreview): string[] {
    return problems.map(({ lines, message }) => `${stack}: ${where(lines)} ${message}.`);
}

function written(file: string | undefined, text: () => string): string[] {
    try {
        if (file) {
            writeFileSync(file, text());
        }
        return [];
    } catch (error) {
        return [
            `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
        ];
    }
}
