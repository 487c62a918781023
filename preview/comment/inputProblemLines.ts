import type { StackPreview } from "../changes/stackPreview";
import { messageText } from "./markdown";

/** What is wrong with the stream, one line each. */
export function inputProblemLines({ problems }: StackPreview): string[] {
    return problems.map(({ lines, message }) => `- ${where(lines)} ${messageText(message)}.`);
}

export function where(lines: number[]): string {
    const first = lines.slice(0, 3).join(", ");
    const more = lines.length > 3 ? ` and ${lines.length - 3} more` : "";
    return lines.length
        ? `${lines.length > 1 ? "Each of lines" : "Line"} ${first}${more}`
        : "The stream";
}
