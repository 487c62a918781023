import type { DiagnosticEvent } from "../events/engineEvent";
import { errorText } from "./errorText";
import { isNoise } from "./noise";
import { sortedBy } from "./sortedBy";
import type { Diagnostic, StackPreview } from "./stackPreview";

/** The errors and warnings of a preview. Debug lines are left alone: they hold plain secrets. */
export class Diagnostics {
    private readonly errors: Diagnostic[] = [];
    private readonly warnings = new Map<string, Diagnostic>();

    add({ severity, message, urn = "", ephemeral }: DiagnosticEvent): void {
        if (severity === "error" && message.trim() !== "preview failed") {
            this.addError(message, urn);
        } else if (severity === "warning" && !ephemeral && !isNoise(message)) {
            const text = message.trim();
            this.warnings.set(`${urn} ${text}`, { urn, message: text });
        }
    }

    addError(message: string, urn = ""): void {
        this.errors.push({ urn, message });
    }

    get hasErrors(): boolean {
        return this.errors.length > 0;
    }

    /** Secrets are taken out first: whole messages are searched for them. */
    finish(shown: (text: string) => string) {
        const told = ({ urn, message }: Diagnostic) => ({ urn, message: shown(message) });
        const errors = this.errors
            .map(told)
            .map(({ urn, message }) => ({ urn, message: errorText(message) }));
        return {
            errors: withoutRemarks(errors),
            warnings: sortedBy(
                [...this.warnings.values()].map(told),
                (w) => `${w.urn} ${w.message}`,
            ),
        } satisfies Partial<StackPreview>;
    }
}

// The engine's own remark on a program that failed says nothing where the program has said why.
function withoutRemarks(errors: Diagnostic[]): Diagnostic[] {
    const told = errors.filter(
        ({ message }) => !/: Program exited with non-zero exit code: \d+$/.test(message),
    );
    return told.length ? told : errors;
}
