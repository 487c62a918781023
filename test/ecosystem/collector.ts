import { stringify } from "yaml";

import type { GoTool } from "../../local/toolchain/goTool";
import { applyObjects, kubectl } from "../e2e/kubernetes";
import type { ExportedTraces, Span } from "../workloads/tracing/spans";
import { spansOf } from "../workloads/tracing/spans";
import { importProgram } from "./operators/importProgram";

export const version = "0.165.0";
const name = "collector";
const tool: GoTool = { name, version, module: "otel-collector", package: "./collector" };
const image = `localhost/${name}:${version}`;
const labels = { app: name };
const port = 4318;

/** Where workloads of its namespace find it. */
export const endpoint = `http://${name}:${port}`;

const configuration = {
    receivers: { otlp: { protocols: { http: { endpoint: `0.0.0.0:${port}` } } } },
    exporters: { file: { path: "/dev/stdout" } },
    service: {
        pipelines: { traces: { receivers: ["otlp"], exporters: ["file"] } },
        telemetry: { metrics: { level: "none" } },
    },
};

/** An OpenTelemetry Collector that writes what it gets into its log. */
export class Collector {
    constructor(private readonly namespace: string) {}

    public async install(): Promise<void> {
        await importProgram(tool, image);
        const metadata = { name, namespace: this.namespace };
        await applyObjects(
            { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: deployment },
            {
                ...{ apiVersion: "v1", kind: "Service", metadata },
                spec: { selector: labels, ports: [{ port }] },
            },
        );
        await this.scale(1);
    }

    /** What it has written is gone with its pod. */
    public async scale(replicas: 0 | 1): Promise<void> {
        const workload = ["-n", this.namespace, `deployment/${name}`];
        await kubectl("scale", ...workload, `--replicas=${replicas}`);
        const until = replicas === 0 ? "delete" : "condition=Ready";
        await kubectl("rollout", "status", ...workload, "--timeout=120s");
        await kubectl("wait", "pod", "-n", this.namespace, "-l", `app=${name}`, `--for=${until}`);
    }

    public text(): Promise<string> {
        return kubectl("logs", "-n", this.namespace, `deployment/${name}`, "--tail=-1");
    }

    public async spans(): Promise<Span[]> {
        const lines = (await this.text()).split("\n");
        return lines
            .filter((line) => line.startsWith('{"resourceSpans"'))
            .flatMap((line) => spansOf(JSON.parse(line) as ExportedTraces));
    }
}

const deployment = {
    selector: { matchLabels: labels },
    template: {
        metadata: { labels },
        spec: {
            securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
            containers: [
                {
                    ...{ name, image, imagePullPolicy: "Never" },
                    args: [`--config=yaml:${stringify(configuration)}`],
                    readinessProbe: { tcpSocket: { port }, periodSeconds: 1 },
                    securityContext: {
                        allowPrivilegeEscalation: false,
                        capabilities: { drop: ["ALL"] },
                    },
                },
            ],
        },
    },
};
