import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Input } from "@pulumi/pulumi";

export interface PodServiceAccount {
    /** The name of one that is there, in the pods' namespace. Defaults to the one that the component makes. */
    name?: Input<string>;
    /** Annotations of the one that the component makes, by which a cloud gives its pods an identity. Defaults to none. */
    annotations?: { [name: string]: Input<string> };
}

/** The numbers of a probe, as Kubernetes names them. What is left out stays as the component sets it. */
export interface ProbeNumbers {
    /** How long after its start a container is asked first, in seconds, 0 to 3600. */
    initialDelaySeconds?: number;
    /** How often it is asked, in seconds, 1 to 3600. */
    periodSeconds?: number;
    /** How long an answer may take, in seconds, 1 to 3600. */
    timeoutSeconds?: number;
    /** How many failures in a row count, 1 to 10000. */
    failureThreshold?: number;
}

export interface PodProbes {
    /** Of the start: it is waited for, and the other probes wait with it. Brokers have it, and workloads with `http`. */
    startup?: ProbeNumbers;
    /** Of being ready. Brokers have it, and workloads with `http`. */
    readiness?: ProbeNumbers;
    /** Of being sound: a container that is not is started again. Workloads with `http` have it. */
    liveness?: ProbeNumbers;
}

/**
 * What Kubernetes can do with a pod and no other argument is about. Objects of Kubernetes are written as in a
 * manifest, and checked against its schema. What would fight with what the component sets is refused.
 */
export interface PodOptions {
    /** Further labels of the pods. Defaults to none. */
    labels?: { [name: string]: string };
    /** Annotations of the pods. Defaults to none. */
    annotations?: { [name: string]: Input<string> };
    /** The labels that a Kubernetes node has to have. Defaults to none. */
    nodeSelector?: { [name: string]: string };
    /** The taints of Kubernetes nodes that the pods put up with. Defaults to none. */
    tolerations?: k8s.core.v1.Toleration[];
    /** Which Kubernetes nodes and which other pods they keep to, or away from. Defaults to none. */
    affinity?: k8s.core.v1.Affinity;
    /** How they are spread, in place of how the component spreads them where possible. Defaults to apart as far as possible. */
    topologySpread?: k8s.core.v1.TopologySpreadConstraint[];
    /** The name of a PriorityClass. Defaults to the cluster's own. */
    priorityClassName?: Input<string>;
    /** The names of Secrets of type `kubernetes.io/dockerconfigjson` for private registries. Defaults to none. */
    imagePullSecrets?: Input<string>[];
    /** When the containers' images are pulled: `Always`, `IfNotPresent` or `Never`. Defaults to Kubernetes' own rule. */
    imagePullPolicy?: string;
    /** The ServiceAccount of the pods. Defaults to one that the component makes. */
    serviceAccount?: PodServiceAccount;
    /**
     * The pod's security context in place of the component's, which is that of Pod Security "restricted" with a
     * fixed user. `{}` is none.
     */
    securityContext?: k8s.core.v1.PodSecurityContext;
    /** The containers' security context in place of the component's. `{}` is none. */
    containerSecurityContext?: k8s.core.v1.SecurityContext;
    /** Further volumes. Defaults to none. */
    volumes?: k8s.core.v1.Volume[];
    /** Where the main container has volumes, besides its own. Defaults to nowhere. */
    volumeMounts?: k8s.core.v1.VolumeMount[];
    /** Further variables of the main container, with values from wherever Kubernetes can take them. Defaults to none. */
    env?: k8s.core.v1.EnvVar[];
    /** ConfigMaps and Secrets all of whose keys become variables of the main container. Defaults to none. */
    envFrom?: k8s.core.v1.EnvFromSource[];
    /** Containers that run to their end before the main one starts, as Kubernetes writes them. Defaults to none. */
    // Schema inference does not know that a port is a number or a name.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    initContainers?: any[];
    /**
     * Containers beside the main one, as Kubernetes writes them. They start before it and stop after it, and a
     * Job does not wait for them: `restartPolicy` is `Always` in an init container. Defaults to none.
     */
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    sidecars?: any[];
    /** The numbers of the main container's probes. */
    probes?: PodProbes;
    /** The main container's command in place of its image's. Defaults to that of the image. */
    command?: string[];
    /** The arguments of the command. Defaults to those of the image. */
    args?: string[];
    /** Further lines of the pods' `/etc/hosts`. Defaults to none. */
    hostAliases?: k8s.core.v1.HostAlias[];
    /** Where the pods ask for names: `ClusterFirst`, `Default` or `None`. Defaults to `ClusterFirst`, Kubernetes' own. */
    dnsPolicy?: string;
    /** How the pods ask for names. Defaults to the cluster's way. */
    dnsConfig?: k8s.core.v1.PodDNSConfig;
}
