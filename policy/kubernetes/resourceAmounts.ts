import { parseQuantity } from "../../redaction/quantity";
import type { Resources } from "./shapes/pod";

/** A limit without a request makes the limit the request as well. */
export function amount(
    resources: Resources | undefined,
    kind: "requests" | "limits",
    resource: string,
): string | number | undefined {
    return (
        resources?.[kind]?.[resource] ??
        (kind === "requests" ? resources?.limits?.[resource] : undefined)
    );
}

/** Zero for what is no quantity, which Kubernetes refuses. */
export function bytes(quantity: string | number): number {
    return parseQuantity(quantity) ?? 0;
}
