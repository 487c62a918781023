import type { StepMetadata } from "../events/engineEvent";

/** What the engine counts one by one; a replacement's other two steps are parts of `replace`. */
const counted = ["create", "update", "delete", "replace", "import"];

/** How many resources the steps of a stream create, update and so on, to compare it with what the engine counted. */
export class OperationCounts {
    private readonly counts = new Map<string, number>();
    private readonly refreshed = new Set<string>();

    add({ op, urn }: StepMetadata): void {
        if (op === "refresh") {
            this.refreshed.add(urn);
        } else {
            this.refreshed.delete(urn);
            this.count(op);
        }
    }

    /** A mere refresh counts what it found as if it had been done, and says so only when it has ended. */
    addRefreshed({ op, urn }: StepMetadata): void {
        if (this.refreshed.delete(urn)) {
            this.count(op);
        }
    }

    differences(engine: { [operation: string]: number }): string[] {
        return counted
            .filter((op) => (engine[op] ?? 0) !== (this.counts.get(op) ?? 0))
            .map(
                (op) =>
                    `has ${this.counts.get(op) ?? 0} to ${op} where the engine counted ${engine[op] ?? 0}; preview again`,
            );
    }

    private count(op: string): void {
        this.counts.set(op, (this.counts.get(op) ?? 0) + 1);
    }
}
