import type { Input } from "@pulumi/pulumi";

import type { AmqpConnection } from "../connection/amqpConnection";
import { fromConnection } from "../connection/amqpConnection";
import { knownNow } from "../kubernetes/knownLater";
import { nameProblems } from "../kubernetes/names";
import { namespaceProblems } from "../kubernetes/namespaces";
import type { PodOptions } from "../kubernetes/pod/options";
import type { SecretReference } from "../kubernetes/secretReference";
import type { ServiceOptions } from "../kubernetes/service";
import { serviceDefaults, serviceProblems } from "../kubernetes/service";
import { cpuLimitProblems, cpuProblems, imageProblems } from "../kubernetes/values";
import type { Problem } from "../problems";
import { numberProblems, problem } from "../problems";
import { frameworks } from "./frameworks/catalogue";
import type { Framework } from "./frameworks/framework";
import type { WorkloadRun } from "./runOnce";
import { runDefaults, runOnceProblems } from "./runOnce";
import type { WorkloadSchedule } from "./schedule";
import { scheduleDefaults, scheduleProblems } from "./schedule";
import { variableProblems } from "./variables";

export interface WorkloadResources {
    /** The CPU that each pod asks for, as Kubernetes writes it (`100m`, `1`). Defaults to `100m`. */
    cpu?: string;
    /** The most CPU that each pod may use, as Kubernetes writes it, not less than `cpu`. Defaults to none. */
    cpuLimit?: string;
    /** The memory of each pod in MiB, request and limit alike, 32 to 1048576. Defaults to `128`. */
    memoryMiB?: number;
}

export interface WorkloadHttp {
    /** The port that the container listens on, 1024 to 65535. Defaults to `8080`. */
    containerPort?: number;
    /** The port of the Service before it, 1 to 65535. Defaults to `80`. */
    servicePort?: number;
    /**
     * The path that answers as long as the process is sound, broker or not. It has five minutes to answer for the
     * first time; `pod.probes.startup` is for more. Defaults to `/healthz`, or to where `framework` answers.
     */
    livenessPath?: string;
    /** The path that answers once the workload does its work. Defaults to `/readyz`, or to where `framework` answers. */
    readinessPath?: string;
    /**
     * Further namespaces whose pods may reach the port, such as that of an ingress controller or of
     * Prometheus. Defaults to none: only pods of the workload's own namespace may.
     */
    fromNamespaces?: Input<string>[];
}

/** What producers and consumers have in common. */
export interface WorkloadArgs {
    /** How to reach the broker: `broker.connectionFor(...)`, or a Secret of your own. */
    connection: Input<AmqpConnection>;
    /** The image, with a tag or digest. */
    image: Input<string>;
    /** How many pods, 0 to 1000. Defaults to `1`, where pods run all the time. */
    replicas?: Input<number>;
    /** Further environment variables of the container. Not for secrets: use `secretEnv`. */
    env?: Input<{ [name: string]: Input<string> }>;
    /** Further environment variables that are read from Secrets. */
    secretEnv?: { [name: string]: SecretReference };
    /**
     * What the application is built on. It gets the broker's address, what it is to do and the time that it has to
     * stop under the names that this framework reads, where `env` and `secretEnv` do not set them, and is probed
     * where this framework answers. The Secret of a connection of your own needs the keys of a client's, such as
     * `host`. Defaults to none.
     */
    framework?: Framework;
    /** CPU and memory of each pod. */
    resources?: WorkloadResources;
    /** Serves HTTP: makes a Service, and probes the container. Defaults to neither. */
    http?: WorkloadHttp;
    /** The user and group that the container runs as, 1 to 2147483647. Defaults to `65532`. */
    runAsUser?: number;
    /**
     * How long a rollout may take, in seconds, before it counts as failed, 30 to 7200. Defaults to `240`
     * and `60` more for each of `replicas`, which are started one after the other, or to `7200` where their number is
     * known only later.
     */
    rolloutTimeoutSeconds?: number;
    /**
     * Makes a CronJob: a pod that is started at these times and ends by itself, with exit code 0, once
     * its work is done. It takes no `replicas`, `http` or `rolloutTimeoutSeconds`. Defaults to a
     * Deployment, whose pods run all the time.
     */
    schedule?: WorkloadSchedule;
    /**
     * Makes a Job: a pod that is started once and ends by itself, with exit code 0, once its work is done. It takes
     * no `replicas`, `http`, `rolloutTimeoutSeconds` or `schedule`. Defaults to a Deployment.
     */
    runOnce?: WorkloadRun;
    /** What else Kubernetes can do with the pods. Defaults to nothing. */
    pod?: PodOptions;
    /** The Service of `http`. Defaults to one inside the cluster. */
    service?: ServiceOptions;
    /** Lets in what comes through Istio's ambient mode, whose calls all arrive on one port. Defaults to `false`. */
    ambientMesh?: boolean;
}

export function workloadDefaults(args: WorkloadArgs) {
    const habits = args.framework && frameworks[args.framework];
    return {
        connection: args.connection,
        image: args.image,
        env: args.env ?? {},
        secretEnv: args.secretEnv ?? {},
        framework: args.framework,
        namespace: fromConnection(args.connection, ({ namespace = "default" }) => namespace),
        replicas: args.replicas ?? 1,
        cpu: args.resources?.cpu ?? "100m",
        cpuLimit: args.resources?.cpuLimit,
        memoryMiB: args.resources?.memoryMiB ?? 128,
        http: args.http && {
            containerPort: args.http.containerPort ?? 8080,
            servicePort: args.http.servicePort ?? 80,
            livenessPath: args.http.livenessPath ?? habits?.http?.livenessPath ?? "/healthz",
            readinessPath: args.http.readinessPath ?? habits?.http?.readinessPath ?? "/readyz",
            fromNamespaces: args.http.fromNamespaces ?? [],
        },
        runAsUser: args.runAsUser ?? 65532,
        rolloutTimeoutSeconds: args.rolloutTimeoutSeconds ?? defaultRolloutSeconds(args.replicas),
        schedule: scheduleDefaults(args.schedule),
        runOnce: runDefaults(args.runOnce),
        pod: args.pod,
        service: serviceDefaults(args.service),
        ambientMesh: args.ambientMesh ?? false,
    };
}

function defaultRolloutSeconds(given: Input<number> = 1): number {
    const replicas = knownNow(given);
    return replicas === undefined ? 7200 : Math.min(240 + 60 * Math.max(replicas, 1), 7200);
}

export type WorkloadSettings = ReturnType<typeof workloadDefaults>;

export function workloadProblems(name: string, args: WorkloadArgs): Problem[] {
    const settings = workloadDefaults(args);
    const numbers: [string, number | undefined, number, number][] = [
        ["replicas", knownNow(settings.replicas), 0, 1000],
        ["resources.memoryMiB", settings.memoryMiB, 32, 1_048_576],
        ["http.containerPort", settings.http?.containerPort, 1024, 65535],
        ["http.servicePort", settings.http?.servicePort, 1, 65535],
        ["runAsUser", settings.runAsUser, 1, 2_147_483_647],
        ["rolloutTimeoutSeconds", settings.rolloutTimeoutSeconds, 30, 7200],
    ];
    return [
        ...nameProblems("name", name),
        ...imageProblems("image", settings.image),
        ...cpuProblems("resources.cpu", settings.cpu),
        ...cpuLimitProblems("resources.cpuLimit", settings),
        ...namespaceProblems("connection.namespace", [settings.namespace]),
        ...numbers.flatMap(([path, value, low, high]) => numberProblems(path, value, low, high)),
        ...namespaceProblems("http.fromNamespaces", settings.http?.fromNamespaces),
        ...variableProblems(knownNow(settings.env) ?? {}, settings.secretEnv),
        ...scheduleProblems(settings.schedule),
        ...runOnceProblems(settings.runOnce),
        ...serviceProblems("service", args.service),
        ...unservedProblems(args),
        ...runProblems(args),
    ];
}

function unservedProblems({ http, service }: WorkloadArgs): Problem[] {
    const fix = "There is no Service: set http, or remove it.";
    return http === undefined && service !== undefined
        ? [problem("service", service, "nothing without http", fix)]
        : [];
}

/** What pods that run all the time have, and a run has not. */
function runProblems(args: WorkloadArgs): Problem[] {
    const fixes = {
        replicas: "A run is one pod: remove replicas.",
        http: "Nobody calls a run: remove http.",
        rolloutTimeoutSeconds: "Nothing is rolled out: remove rolloutTimeoutSeconds.",
    };
    const kind = runKind(args);
    const problems = (Object.keys(fixes) as (keyof typeof fixes)[])
        .filter((field) => kind !== undefined && args[field] !== undefined)
        .map((field) => problem(field, args[field], `nothing with ${kind}`, fixes[field]));
    if (args.schedule !== undefined && args.runOnce !== undefined) {
        const fix = "A run is started on a schedule or once: remove one of the two.";
        problems.push(problem("runOnce", args.runOnce, "nothing with schedule", fix));
    }
    return problems;
}

/** By which argument pods run until they end by themselves, if they do. */
export function runKind({
    schedule,
    runOnce,
}: Pick<WorkloadArgs, "schedule" | "runOnce">): "schedule" | "runOnce" | undefined {
    return schedule !== undefined ? "schedule" : runOnce === undefined ? undefined : "runOnce";
}
