import { configuredPodTemplates } from "./conventions";
import type { KubernetesObject } from "./object";

interface PodKind {
    /** Where its pod templates stand; empty where the object is a pod itself. */
    readonly templates: readonly string[];
    /**
     * How its pods run: for as long as the object lives, until their work is done, or not before
     * another object takes the template.
     */
    readonly runs: "on" | "once" | "elsewhere";
    /** Whether `spec.replicas` says how many pods run. */
    readonly isReplicated?: true;
}

const replicated: PodKind = { templates: ["spec.template"], runs: "on", isReplicated: true };
const onEachNode: PodKind = { templates: ["spec.template"], runs: "on" };
/** Knative scales from zero by itself. */
const onDemand: PodKind = { templates: ["spec.template"], runs: "on" };

/** Every kind that makes pods, by `group/Kind`. */
const podKinds: Readonly<{ [kind: string]: PodKind }> = {
    "core/Pod": { templates: [""], runs: "on" },
    "core/PodTemplate": { templates: ["template"], runs: "elsewhere" },
    "core/ReplicationController": replicated,
    "apps/Deployment": replicated,
    "apps/StatefulSet": replicated,
    "apps/ReplicaSet": replicated,
    "apps/DaemonSet": onEachNode,
    "batch/Job": { templates: ["spec.template"], runs: "once" },
    "batch/CronJob": { templates: ["spec.jobTemplate.spec.template"], runs: "once" },
    "keda.sh/ScaledJob": { templates: ["spec.jobTargetRef.template"], runs: "once" },
    "argoproj.io/Rollout": replicated,
    "apps.openshift.io/DeploymentConfig": replicated,
    "apps.kruise.io/CloneSet": replicated,
    "apps.kruise.io/StatefulSet": replicated,
    "apps.kruise.io/DaemonSet": onEachNode,
    "serving.knative.dev/Service": onDemand,
    "serving.knative.dev/Configuration": onDemand,
    "serving.knative.dev/Revision": { templates: [""], runs: "on" },
    "rabbitmq.com/RabbitmqCluster": {
        templates: ["spec.override.statefulSet.spec.template"],
        runs: "on",
        isReplicated: true,
    },
};

export function podKindOf(object: KubernetesObject): PodKind | undefined {
    const templates = podTemplatesTold(object);
    if (templates) {
        return { templates, runs: "on" };
    }
    const key = `${object.group}/${object.kind}`;
    return Object.hasOwn(podKinds, key) ? podKinds[key] : undefined;
}

/** Where a kind has its pod templates, if the pack was told. */
export function podTemplatesTold({
    group,
    kind,
    conventions,
}: KubernetesObject): readonly string[] | undefined {
    return configuredPodTemplates(`${group}/${kind}`, conventions.podTemplates);
}

/** Whether an object runs as many pods as its `spec.replicas` says. */
export function isReplicated(object: KubernetesObject): boolean {
    return podKindOf(object)?.isReplicated === true;
}
