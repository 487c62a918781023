import { clip } from "../changes/propertyValue";
import type { Finding, StackPreview } from "../changes/stackPreview";
import { findingsAt } from "../changes/verdict";
import { cell, codeSpan, messageText, plainText } from "./markdown";
import { urnLabel } from "./resourceLabel";
import type { Section } from "./section";

const longestMessage = 1000;

/** The findings of one level as a table; the stack has a column where there are several. */
export function findingTable(
    noun: string,
    previews: StackPreview[],
    level: Finding["level"],
): Section {
    const many = previews.length > 1;
    const head = [...(many ? ["Stack"] : []), "Policy", "Resource", "Problem"];
    const rows = previews.flatMap((preview) =>
        findingsAt(preview, level).map((finding) =>
            row([...(many ? [plainText(preview.stack)] : []), ...cells(finding)]),
        ),
    );
    return { noun, head: [row(head), row(head.map(() => "---"))], lines: rows, tail: [] };
}

function cells({ policy, severity, urn, message, description }: Finding): string[] {
    const rule = description
        ? `<br><sub>${plainText(clip(description, longestMessage))}</sub>`
        : "";
    const resource = urnLabel(urn);
    return [
        codeSpan(policy) + (severity ? `<br>${plainText(severity)}` : ""),
        resource,
        messageText(clip(message, longestMessage)) + rule,
    ];
}

function row(texts: string[]): string {
    return `| ${texts.map(cell).join(" | ")} |`;
}
