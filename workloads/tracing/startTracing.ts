import type { Log } from "../log";
import type { Settings } from "../settings";
import type { Tracing } from "./tracing";
import { noTracing } from "./tracing";

/** Loads OpenTelemetry where a collector of traces is named, and nothing where none is. */
export async function startTracing(settings: Settings, log: Log): Promise<Tracing> {
    if (!settings.traces) {
        return noTracing;
    }
    const { openTelemetry } = await import("./openTelemetry.js");
    return openTelemetry(settings, log);
}
