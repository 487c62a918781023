import { configuredPodTemplate } from "./conventions";
import type { KubernetesObject } from "./object";

interface PodKind {
    /** Where the pod template stands; empty where the object is a pod itself. */
    readonly template: string;
    /**
     * How its pods run: for as long as the object lives, until their work is done, or not before
     * another object takes the template.
     */
    readonly runs: "on" | "once" | "elsewhere";
    /** Whether `spec.replicas` says how many pods run. */
    readonly isReplicated?: true;
}

const replicated: PodKind = { template: "spec.template", runs: "on", isReplicated: true };
const onEachNode: PodKind = { template: "spec.template", runs: "on" };
/** Knative scales from zero by itself. */
const onDemand: PodKind = { template: "spec.template", runs: "on" };

/** Every kind that makes pods, by `group/Kind`. */
const podKinds: Readonly<{ [kind: string]: PodKind }> = {
    "core/Pod": { template: "", runs: "on" },
    "core/PodTemplate": { template: "template", runs: "elsewhere" },
    "core/ReplicationController": replicated,
    "apps/Deployment": replicated,
    "apps/StatefulSet": replicated,
    "apps/ReplicaSet": replicated,
    "apps/DaemonSet": onEachNode,
    "batch/Job": { template: "spec.template", runs: "once" },
    "batch/CronJob": { template: "spec.jobTemplate.spec.template", runs: "once" },
    "keda.sh/ScaledJob": { template: "spec.jobTargetRef.template", runs: "once" },
    "argoproj.io/Rollout": replicated,
    "apps.openshift.io/DeploymentConfig": replicated,
    "apps.kruise.io/CloneSet": replicated,
    "apps.kruise.io/StatefulSet": replicated,
    "apps.kruise.io/DaemonSet": onEachNode,
    "serving.knative.dev/Service": onDemand,
    "serving.knative.dev/Configuration": onDemand,
    "serving.knative.dev/Revision": { template: "", runs: "on" },
    "rabbitmq.com/RabbitmqCluster": {
        template: "spec.override.statefulSet.spec.template",
        runs: "on",
        isReplicated: true,
    },
};

export function podKindOf({ group, kind, conventions }: KubernetesObject): PodKind | undefined {
    const key = `${group}/${kind}`;
    const template = configuredPodTemplate(key, conventions.podTemplates);
    if (template !== undefined) {
        return { template, runs: "on" };
    }
    return Object.hasOwn(podKinds, key) ? podKinds[key] : undefined;
}

/** Whether an object's pods run for as long as it does, so that others can rely on them. */
export function runsOn(object: KubernetesObject): boolean {
    return podKindOf(object)?.runs === "on";
}

/** Whether an object runs as many pods as its `spec.replicas` says. */
export function isReplicated(object: KubernetesObject): boolean {
    return podKindOf(object)?.isReplicated === true;
}
