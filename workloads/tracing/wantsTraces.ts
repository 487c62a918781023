import type { Environment } from "../environment";

const endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

/** Whether OpenTelemetry's own variables name a collector. Without one, it would look for it in its own pod. */
export function wantsTraces(environment: Environment): boolean {
    const named = endpoints.map((name) => environment.optionalUrl(name, ["http", "https"]));
    const disabled = environment.optional("OTEL_SDK_DISABLED")?.toLowerCase() === "true";
    const exporter = environment.optional("OTEL_TRACES_EXPORTER");
    return named.some((url) => url !== undefined) && !disabled && exporter !== "none";
}
