import type { PolicyEvent } from "../events/engineEvent";
import type { Finding, Level } from "./stackPreview";

const cannotRun = /^can't run policy '/m;

/** The SDK writes a policy's description, a line break, and then the violation's own message. */
export function toFinding(event: PolicyEvent, shown: (text: string) => string): Finding {
    const text = shown(event.message).trim();
    const lineBreak = text.indexOf("\n");
    const isEvaluated = !cannotRun.test(text);
    const hasDescription = lineBreak > 0;
    return {
        level: isEvaluated ? level(event.enforcementLevel) : "not evaluated",
        pack: event.policyPackName,
        policy: event.policyName,
        severity: event.severity ?? "",
        urn: event.resourceUrn ?? "",
        description: hasDescription ? text.slice(0, lineBreak).trim() : "",
        message: hasDescription ? text.slice(lineBreak + 1).trim() : text,
    };
}

function level(enforcementLevel: string): Level {
    return enforcementLevel === "mandatory" || enforcementLevel === "remediate"
        ? "mandatory"
        : "advisory";
}
