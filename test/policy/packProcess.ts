import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Readable } from "node:stream";

import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { type EnvironmentConfig, packFolder } from "../../policy/engine/environmentConfig";

/** What the engine would show for one policy that has something to say. */
export interface PackDiagnostic {
    policy: string;
    level: string;
    severity: string;
    urn: string;
    message: string;
}

export interface PackResource {
    type: string;
    name: string;
    urn: string;
    props: object;
}

/** The pack in a process of its own, started and asked the way that the Pulumi engine does it. */
export class PackProcess {
    private constructor(
        private readonly process: ChildProcessByStdio<null, Readable, null>,
        private readonly client: AnalyzerClient,
    ) {}

    static async start(
        environment: NodeJS.ProcessEnv = {},
        folder = packFolder,
    ): Promise<PackProcess> {
        const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
        // The address is the engine's, for logging only: nothing listens there.
        const child = spawn(process.execPath, [runner, "127.0.0.1:1", folder], {
            cwd: folder,
            env: { ...process.env, ...environment },
            stdio: ["ignore", "pipe", "inherit"],
        });
        const [firstLine] = (await once(child.stdout, "data")) as [Buffer];
        const address = `127.0.0.1:${firstLine.toString().trim()}`;
        return new PackProcess(child, new AnalyzerClient(address, credentials.createInsecure()));
    }

    async stop(): Promise<void> {
        this.client.close();
        this.process.kill();
        await once(this.process, "exit");
    }

    /** The policies, by name, as the pack describes itself to the engine. */
    info(): Promise<proto.AnalyzerInfo.AsObject> {
        return new Promise((resolve, reject) =>
            this.client.getAnalyzerInfo(new Empty(), (error, info) =>
                error ? reject(error) : resolve(info.toObject()),
            ),
        );
    }

    /** Hands over the configuration of an environment. */
    async configure(config: EnvironmentConfig): Promise<void> {
        const request = new proto.ConfigureAnalyzerRequest();
        for (const policy of (await this.info()).policiesList) {
            const setting = config[policy.name] ?? {};
            const { enforcementLevel, ...properties } =
                typeof setting === "string" ? { enforcementLevel: setting } : setting;
            const entry = new proto.PolicyConfig();
            entry.setEnforcementlevel(levels.indexOf(enforcementLevel ?? "advisory"));
            entry.setProperties(Struct.fromJavaScript(properties as never));
            request.getPolicyconfigMap().set(policy.name, entry);
        }
        await new Promise<void>((resolve, reject) =>
            this.client.configure(request, (error) => (error ? reject(error) : resolve())),
        );
    }

    /** Judges each resource by its inputs, then all of them by their outputs. */
    judge(
        resources: PackResource[],
        outputs: PackResource[] = resources,
    ): Promise<PackDiagnostic[]> {
        return this.ask(questions(resources, outputs));
    }

    /** What the engine asks about a stack, one resource after the other. */
    async ask({ each, all }: Questions): Promise<PackDiagnostic[]> {
        const found: PackDiagnostic[] = [];
        for (const request of each) {
            found.push(...(await this.analyze(request)));
        }
        const response = await new Promise<proto.AnalyzeResponse>((resolve, reject) =>
            this.client.analyzeStack(all, (error, answer) =>
                error ? reject(error) : resolve(answer),
            ),
        );
        return [...found, ...diagnostics(response, "")];
    }

    /** What the pack has taken of the CPU until now, in seconds. */
    cpu(): number {
        const ticks = readFileSync(`/proc/${this.process.pid}/stat`, "utf8")
            .split(" ")
            .slice(13, 15);
        return ticks.reduce((sum, one) => sum + Number(one), 0) / ticksPerSecond;
    }

    /** What the remediations of the pack make of a resource, by the policies that changed it, in turn. */
    async remediate(resource: PackResource): Promise<{ policy: string; props: object }[]> {
        const response = await new Promise<proto.RemediateResponse>((resolve, reject) =>
            this.client.remediate(analyzeRequest(resource), (error, answer) =>
                error ? reject(error) : resolve(answer),
            ),
        );
        return response.getRemediationsList().map((remediation) => ({
            policy: remediation.getPolicyname(),
            props: remediation.getProperties()?.toJavaScript() ?? {},
        }));
    }

    private async analyze(request: proto.AnalyzeRequest): Promise<PackDiagnostic[]> {
        const response = await new Promise<proto.AnalyzeResponse>((resolve, reject) =>
            this.client.analyze(request, (error, answer) =>
                error ? reject(error) : resolve(answer),
            ),
        );
        return diagnostics(response, request.getUrn());
    }
}

/** As the kernel counts for every process. */
const ticksPerSecond = 100;

/** What the engine asks the pack about a stack. */
export interface Questions {
    each: proto.AnalyzeRequest[];
    all: proto.AnalyzeStackRequest;
}

export function questions(
    resources: PackResource[],
    outputs: PackResource[] = resources,
): Questions {
    const all = new proto.AnalyzeStackRequest();
    all.setResourcesList(outputs.map(analyzerResource));
    return { each: resources.map(analyzeRequest), all };
}

const levels = ["advisory", "mandatory", "disabled", "remediate"];
const severities = ["unspecified", "low", "medium", "high", "critical"];

function analyzeRequest(resource: PackResource): proto.AnalyzeRequest {
    const request = new proto.AnalyzeRequest();
    request.setType(resource.type);
    request.setName(resource.name);
    request.setUrn(resource.urn);
    request.setProperties(Struct.fromJavaScript(resource.props as never));
    request.setOptions(options());
    return request;
}

function analyzerResource({ type, name, urn, props }: PackResource): proto.AnalyzerResource {
    const resource = new proto.AnalyzerResource();
    resource.setType(type);
    resource.setName(name);
    resource.setUrn(urn);
    resource.setProperties(Struct.fromJavaScript(props as never));
    resource.setOptions(options());
    return resource;
}

function options(): proto.AnalyzerResourceOptions {
    const resourceOptions = new proto.AnalyzerResourceOptions();
    resourceOptions.setCustomtimeouts(new proto.AnalyzerResourceOptions.CustomTimeouts());
    return resourceOptions;
}

function diagnostics(response: proto.AnalyzeResponse, urn: string): PackDiagnostic[] {
    return response.getDiagnosticsList().map((diagnostic) => ({
        policy: diagnostic.getPolicyname(),
        level: levels[diagnostic.getEnforcementlevel()] ?? "",
        severity: severities[diagnostic.getSeverity()] ?? "",
        urn: diagnostic.getUrn() || urn,
        message: diagnostic.getMessage(),
    }));
}
