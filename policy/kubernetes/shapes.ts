/** The parts of Kubernetes' objects that rules read. Everything is optional, as in an input. */

export interface LabelSelector {
    matchLabels?: { [key: string]: string };
    matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

export interface ContainerPort {
    name?: string;
    containerPort?: number;
    hostPort?: number;
    protocol?: string;
}

export interface EnvVar {
    name?: string;
    value?: string;
    valueFrom?: object;
}

export interface ProbeAction {
    httpGet?: { port?: number | string; host?: string; path?: string; scheme?: string };
    tcpSocket?: { port?: number | string; host?: string };
    grpc?: { port?: number; service?: string };
    exec?: { command?: string[] };
}

export interface SecurityContext {
    privileged?: boolean;
    allowPrivilegeEscalation?: boolean;
    capabilities?: { add?: string[]; drop?: string[] };
    runAsNonRoot?: boolean;
    runAsUser?: number;
    seccompProfile?: { type?: string };
    procMount?: string;
    readOnlyRootFilesystem?: boolean;
    seLinuxOptions?: { type?: string; user?: string; role?: string };
    appArmorProfile?: { type?: string };
    windowsOptions?: { hostProcess?: boolean };
    sysctls?: { name?: string; value?: string }[];
}

export interface Resources {
    requests?: { [key: string]: string | number };
    limits?: { [key: string]: string | number };
}

export interface Container {
    name?: string;
    image?: string;
    ports?: ContainerPort[];
    env?: EnvVar[];
    resources?: Resources;
    securityContext?: SecurityContext;
    livenessProbe?: ProbeAction;
    readinessProbe?: ProbeAction;
    startupProbe?: ProbeAction;
    lifecycle?: { postStart?: ProbeAction; preStop?: ProbeAction };
    restartPolicy?: string;
}

interface PodAffinityTerm {
    topologyKey?: string;
    labelSelector?: LabelSelector;
}

export interface PodSpec {
    containers?: Container[];
    initContainers?: Container[];
    ephemeralContainers?: Container[];
    volumes?: { [key: string]: unknown }[];
    hostNetwork?: boolean;
    hostPID?: boolean;
    hostIPC?: boolean;
    securityContext?: SecurityContext;
    serviceAccountName?: string;
    automountServiceAccountToken?: boolean;
    os?: { name?: string };
    affinity?: {
        podAntiAffinity?: {
            requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[];
            preferredDuringSchedulingIgnoredDuringExecution?: {
                podAffinityTerm?: PodAffinityTerm;
            }[];
        };
    };
    topologySpreadConstraints?: PodAffinityTerm[];
}

export interface ObjectMeta {
    name?: string;
    namespace?: string;
    labels?: { [key: string]: string };
    annotations?: { [key: string]: string };
}

export interface PodTemplate {
    metadata?: ObjectMeta;
    spec?: PodSpec;
}

export interface WorkloadSpec {
    replicas?: number;
    selector?: LabelSelector;
    template?: PodTemplate;
    serviceName?: string;
}

export interface ServicePort {
    name?: string;
    port?: number;
    targetPort?: number | string;
    nodePort?: number;
    protocol?: string;
    appProtocol?: string;
}

export interface ServiceSpec {
    type?: string;
    clusterIP?: string;
    selector?: { [key: string]: string };
    ports?: ServicePort[];
    externalIPs?: string[];
    healthCheckNodePort?: number;
}

export interface IngressBackend {
    service?: { name?: string; port?: { name?: string; number?: number } };
}

export interface IngressSpec {
    defaultBackend?: IngressBackend;
    rules?: { http?: { paths?: { backend?: IngressBackend }[] } }[];
}

export interface PodDisruptionBudgetSpec {
    minAvailable?: number | string;
    maxUnavailable?: number | string;
    selector?: LabelSelector;
}

export interface NetworkPolicyPort {
    port?: number | string;
    endPort?: number;
    protocol?: string;
}

export interface NetworkPolicySpec {
    podSelector?: LabelSelector;
    policyTypes?: string[];
    ingress?: { ports?: NetworkPolicyPort[] }[];
}

export interface ScaleTargetRef {
    apiVersion?: string;
    kind?: string;
    name?: string;
}

export interface HorizontalPodAutoscalerSpec {
    scaleTargetRef?: ScaleTargetRef;
    minReplicas?: number;
    maxReplicas?: number;
}

export interface ScaledObjectSpec {
    scaleTargetRef?: ScaleTargetRef;
    minReplicaCount?: number;
    maxReplicaCount?: number;
}

export interface PolicyRule {
    apiGroups?: string[];
    resources?: string[];
    verbs?: string[];
    resourceNames?: string[];
    nonResourceURLs?: string[];
}

export interface Binding {
    roleRef?: { kind?: string; name?: string };
    subjects?: { kind?: string; name?: string }[];
}

/** The properties of an object of each kind, by `group/Kind`. */
export interface Shapes {
    "core/Service": { spec?: ServiceSpec };
    "core/Pod": { spec?: PodSpec };
    "core/ServiceAccount": { automountServiceAccountToken?: boolean };
    "core/ConfigMap": { data?: { [key: string]: string } };
    "apps/Deployment": { spec?: WorkloadSpec };
    "apps/StatefulSet": { spec?: WorkloadSpec };
    "apps/DaemonSet": { spec?: WorkloadSpec };
    "apps/ReplicaSet": { spec?: WorkloadSpec };
    "batch/Job": { spec?: WorkloadSpec };
    "batch/CronJob": { spec?: { jobTemplate?: { spec?: WorkloadSpec } } };
    "rabbitmq.com/RabbitmqCluster": { spec?: { replicas?: number } };
    "policy/PodDisruptionBudget": { spec?: PodDisruptionBudgetSpec };
    "networking.k8s.io/NetworkPolicy": { spec?: NetworkPolicySpec };
    "networking.k8s.io/Ingress": { spec?: IngressSpec };
    "autoscaling/HorizontalPodAutoscaler": { spec?: HorizontalPodAutoscalerSpec };
    "keda.sh/ScaledObject": { spec?: ScaledObjectSpec };
    "rbac.authorization.k8s.io/Role": { rules?: PolicyRule[] };
    "rbac.authorization.k8s.io/ClusterRole": {
        rules?: PolicyRule[];
        aggregationRule?: { clusterRoleSelectors?: LabelSelector[] };
    };
    "rbac.authorization.k8s.io/RoleBinding": Binding;
    "rbac.authorization.k8s.io/ClusterRoleBinding": Binding;
}

export type KindName = keyof Shapes;
