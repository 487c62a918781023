import type { MonitoringSettings } from "./arguments";

/** What the alerts of a broker are about, and when they fire. */
export interface AlertSettings extends Pick<MonitoringSettings, "alerts" | "runbookUrl"> {
    broker: string;
    namespace: string;
    replicas: number;
    /** The Secret with the certificate that the broker serves. Absent without TLS. */
    certificateSecret?: string;
}

export interface Alert {
    name: string;
    severity: "critical" | "warning";
    expr: string;
    /** How long the expression has to hold. */
    minutes?: number;
    summary: string;
    /** What it means, and what to do first. */
    description: string;
}

/** A metric of this broker's nodes. */
export function metric(
    name: string,
    { broker, namespace }: AlertSettings,
    ...matchers: string[]
): string {
    return `${name}{${[`namespace="${namespace}"`, `job="${broker}"`, ...matchers].join(",")}}`;
}
