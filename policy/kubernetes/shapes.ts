/**
 * The parts of Kubernetes' objects that rules read, as types and for every object that comes in. Each
 * field is optional, as in an input.
 */
import { podTraces } from "./podTraces";
import {
    anything,
    dictionary,
    fields,
    flag,
    integer,
    integerOrText,
    list,
    numberOrText,
    type Schema,
    text,
    type TypeOf,
    unseen,
} from "./schema";

const texts = list(text);
const labels = dictionary(text);

const labelSelector = fields({
    matchLabels: labels,
    matchExpressions: list(fields({ key: text, operator: text, values: texts })),
});
export type LabelSelector = TypeOf<typeof labelSelector>;

const containerPort = fields({
    name: text,
    containerPort: integer,
    hostPort: integer,
    protocol: text,
});
export type ContainerPort = TypeOf<typeof containerPort>;

const envVar = fields({ name: text, value: text, valueFrom: dictionary(anything) });

const probeAction = fields({
    httpGet: fields({
        port: integerOrText,
        host: text,
        path: text,
        scheme: text,
        httpHeaders: list(fields({ name: text, value: text })),
    }),
    tcpSocket: fields({ port: integerOrText, host: text }),
    grpc: fields({ port: integer, service: text }),
    exec: fields({ command: texts }),
});
export type ProbeAction = TypeOf<typeof probeAction>;

const securityContext = fields({
    privileged: flag,
    allowPrivilegeEscalation: flag,
    capabilities: fields({ add: texts, drop: texts }),
    runAsNonRoot: flag,
    runAsUser: integer,
    seccompProfile: fields({ type: text }),
    procMount: text,
    readOnlyRootFilesystem: flag,
    seLinuxOptions: fields({ type: text, user: text, role: text }),
    appArmorProfile: fields({ type: text }),
    windowsOptions: fields({ hostProcess: flag }),
    sysctls: list(fields({ name: text, value: text })),
});
export type SecurityContext = TypeOf<typeof securityContext>;

const resources = fields({
    requests: dictionary(numberOrText),
    limits: dictionary(numberOrText),
});
export type Resources = TypeOf<typeof resources>;

const container = fields({
    name: text,
    image: text,
    command: texts,
    args: texts,
    ports: list(containerPort),
    env: list(envVar),
    resources,
    securityContext,
    livenessProbe: probeAction,
    readinessProbe: probeAction,
    startupProbe: probeAction,
    lifecycle: fields({ postStart: probeAction, preStop: probeAction }),
    restartPolicy: text,
});
export type Container = TypeOf<typeof container>;

const podAffinityTerm = fields({ topologyKey: text, labelSelector });

const affinity = fields({
    podAntiAffinity: fields({
        requiredDuringSchedulingIgnoredDuringExecution: list(podAffinityTerm),
        preferredDuringSchedulingIgnoredDuringExecution: list(fields({ podAffinityTerm })),
    }),
});

const podSpec = fields({
    containers: list(container),
    initContainers: list(container),
    ephemeralContainers: list(container),
    volumes: list(dictionary(anything)),
    restartPolicy: text,
    /** For the containers together, instead of one by one. */
    resources,
    hostNetwork: flag,
    hostPID: flag,
    hostIPC: flag,
    securityContext,
    serviceAccountName: text,
    automountServiceAccountToken: flag,
    os: fields({ name: text }),
    affinity,
    topologySpreadConstraints: list(fields({ topologyKey: text, labelSelector, maxSkew: integer })),
});
export type PodSpec = TypeOf<typeof podSpec>;

const objectMeta = fields({ name: text, namespace: text, labels, annotations: labels });
export type ObjectMeta = TypeOf<typeof objectMeta>;

const podTemplate = fields({ metadata: objectMeta, spec: podSpec });
export type PodTemplate = TypeOf<typeof podTemplate>;

const workloadSpec = fields({
    replicas: integer,
    selector: labelSelector,
    template: podTemplate,
    serviceName: text,
});
const workload = fields({ metadata: objectMeta, spec: workloadSpec });

/** A Rollout can take the pod template of a Deployment. */
const rolloutSpec = fields({
    replicas: integer,
    selector: labelSelector,
    template: podTemplate,
    workloadRef: fields({ kind: text, name: text }),
});

const servicePort = fields({
    name: text,
    port: integer,
    targetPort: integerOrText,
    nodePort: integer,
    protocol: text,
    appProtocol: text,
});
export type ServicePort = TypeOf<typeof servicePort>;

const serviceSpec = fields({
    type: text,
    clusterIP: text,
    externalName: text,
    selector: labels,
    ports: list(servicePort),
    externalIPs: texts,
    healthCheckNodePort: integer,
});
export type ServiceSpec = TypeOf<typeof serviceSpec>;

const endpointPort = fields({ name: text, port: integer, protocol: text });
export type EndpointPort = TypeOf<typeof endpointPort>;

const ingressBackend = fields({
    service: fields({ name: text, port: fields({ name: text, number: integer }) }),
});

const ingressSpec = fields({
    defaultBackend: ingressBackend,
    rules: list(fields({ http: fields({ paths: list(fields({ backend: ingressBackend })) }) })),
});

const podDisruptionBudgetSpec = fields({
    minAvailable: integerOrText,
    maxUnavailable: integerOrText,
    selector: labelSelector,
});
export type PodDisruptionBudgetSpec = TypeOf<typeof podDisruptionBudgetSpec>;

const networkPolicyPort = fields({ port: integerOrText, endPort: integer, protocol: text });
export type NetworkPolicyPort = TypeOf<typeof networkPolicyPort>;

const networkPolicyPeer = fields({
    ipBlock: fields({ cidr: text, except: texts }),
    namespaceSelector: labelSelector,
    podSelector: labelSelector,
});
export type NetworkPolicyPeer = TypeOf<typeof networkPolicyPeer>;

const networkPolicyIngressRule = fields({
    from: list(networkPolicyPeer),
    ports: list(networkPolicyPort),
});
export type NetworkPolicyIngressRule = TypeOf<typeof networkPolicyIngressRule>;

const networkPolicySpec = fields({
    podSelector: labelSelector,
    policyTypes: texts,
    ingress: list(networkPolicyIngressRule),
});

const ciliumIngressRule = fields({
    fromEndpoints: list(labelSelector),
    fromEntities: texts,
    fromCIDR: texts,
    fromCIDRSet: list(fields({ cidr: text, except: texts })),
    toPorts: list(anything),
});
export type CiliumIngressRule = TypeOf<typeof ciliumIngressRule>;

const ciliumRule = fields({
    endpointSelector: labelSelector,
    ingress: list(ciliumIngressRule),
    ingressDeny: list(anything),
    enableDefaultDeny: fields({ ingress: flag }),
});
export type CiliumRule = TypeOf<typeof ciliumRule>;

const ciliumPolicy = fields({ metadata: objectMeta, spec: ciliumRule, specs: list(ciliumRule) });

const calicoIngressRule = fields({
    action: text,
    protocol: integerOrText,
    source: fields({ nets: texts }),
    destination: fields({ ports: list(integerOrText) }),
});
export type CalicoIngressRule = TypeOf<typeof calicoIngressRule>;

const calicoPolicy = fields({
    metadata: objectMeta,
    spec: fields({
        selector: text,
        namespaceSelector: text,
        types: texts,
        ingress: list(calicoIngressRule),
        egress: list(anything),
    }),
});

const scaleTargetRef = fields({ apiVersion: text, kind: text, name: text });
export type ScaleTargetRef = TypeOf<typeof scaleTargetRef>;

const policyRule = fields({
    apiGroups: texts,
    resources: texts,
    verbs: texts,
    resourceNames: texts,
    nonResourceURLs: texts,
});
export type PolicyRule = TypeOf<typeof policyRule>;

const role = fields({ metadata: objectMeta, rules: list(policyRule) });
const binding = fields({
    metadata: objectMeta,
    roleRef: fields({ kind: text, name: text }),
    subjects: list(fields({ kind: text, name: text })),
});

export type Binding = TypeOf<typeof binding>;

/** What every object has. */
export const anyObject = fields({ metadata: objectMeta });
export const customObject = fields({ metadata: objectMeta, spec: podTraces }, unseen);

/** A custom resource that makes pods, with the pod template at a path such as `spec.template`. */
export function customObjectWithPod(path: string): Schema<object> {
    const inner = path
        .split(".")
        .reduceRight<Schema<object>>((schema, key) => fields({ [key]: schema }), podTemplate);
    return fields({ metadata: objectMeta, ...inner.fields });
}

/** A route of an API of others: rules look for its backends only. */
const route = fields({ metadata: objectMeta, spec: dictionary(anything) });

const trigger = fields({ type: text, metadata: dictionary(text) });
export type Trigger = TypeOf<typeof trigger>;
const triggers = list(trigger);

const rabbitmqClusterSpec = fields({
    replicas: integer,
    image: text,
    resources,
    affinity,
    service: fields({ type: text }),
    tls: fields({ secretName: text, disableNonTLSListeners: flag }),
    rabbitmq: fields({ additionalConfig: text, advancedConfig: text, envConfig: text }),
    override: fields({
        statefulSet: fields({ spec: workloadSpec }),
        service: fields({ spec: serviceSpec }),
    }),
});

/** The properties of an object of each kind, by `group/Kind`. */
export const shapes = {
    "core/Service": fields({ metadata: objectMeta, spec: serviceSpec }),
    "core/Endpoints": fields({
        metadata: objectMeta,
        subsets: list(fields({ ports: list(endpointPort) })),
    }),
    "discovery.k8s.io/EndpointSlice": fields({ metadata: objectMeta, ports: list(endpointPort) }),
    "core/Pod": podTemplate,
    "core/PodTemplate": fields({ metadata: objectMeta, template: podTemplate }),
    "core/ReplicationController": fields({
        metadata: objectMeta,
        spec: fields({ replicas: integer, selector: labels, template: podTemplate }),
    }),
    "core/ServiceAccount": fields({ metadata: objectMeta, automountServiceAccountToken: flag }),
    "core/ConfigMap": fields({
        metadata: objectMeta,
        data: dictionary(text),
        binaryData: dictionary(text),
    }),
    "apps/Deployment": workload,
    "apps/StatefulSet": workload,
    "apps/DaemonSet": workload,
    "apps/ReplicaSet": workload,
    "batch/Job": workload,
    "batch/CronJob": fields({
        metadata: objectMeta,
        spec: fields({ jobTemplate: fields({ spec: workloadSpec }) }),
    }),
    "keda.sh/ScaledJob": fields({
        metadata: objectMeta,
        spec: fields({ jobTargetRef: workloadSpec, maxReplicaCount: integer, triggers }),
    }),
    "argoproj.io/Rollout": fields({ metadata: objectMeta, spec: rolloutSpec }),
    "apps.openshift.io/DeploymentConfig": fields({
        metadata: objectMeta,
        spec: fields({ replicas: integer, selector: labels, template: podTemplate }),
    }),
    "apps.kruise.io/CloneSet": workload,
    "apps.kruise.io/StatefulSet": workload,
    "apps.kruise.io/DaemonSet": workload,
    "serving.knative.dev/Service": workload,
    "serving.knative.dev/Configuration": workload,
    "serving.knative.dev/Revision": podTemplate,
    "rabbitmq.com/RabbitmqCluster": fields({
        metadata: objectMeta,
        spec: rabbitmqClusterSpec,
    }),
    "policy/PodDisruptionBudget": fields({ metadata: objectMeta, spec: podDisruptionBudgetSpec }),
    "networking.k8s.io/NetworkPolicy": fields({ metadata: objectMeta, spec: networkPolicySpec }),
    "cilium.io/CiliumNetworkPolicy": ciliumPolicy,
    "cilium.io/CiliumClusterwideNetworkPolicy": ciliumPolicy,
    "projectcalico.org/NetworkPolicy": calicoPolicy,
    "projectcalico.org/GlobalNetworkPolicy": calicoPolicy,
    "crd.projectcalico.org/NetworkPolicy": calicoPolicy,
    "crd.projectcalico.org/GlobalNetworkPolicy": calicoPolicy,
    "networking.k8s.io/Ingress": fields({ metadata: objectMeta, spec: ingressSpec }),
    "autoscaling/HorizontalPodAutoscaler": fields({
        metadata: objectMeta,
        spec: fields({ scaleTargetRef, minReplicas: integer, maxReplicas: integer }),
    }),
    "keda.sh/ScaledObject": fields({
        metadata: objectMeta,
        spec: fields({
            scaleTargetRef,
            idleReplicaCount: integer,
            minReplicaCount: integer,
            maxReplicaCount: integer,
            triggers,
        }),
    }),
    "route.openshift.io/Route": route,
    "networking.istio.io/VirtualService": route,
    "networking.istio.io/Gateway": route,
    "traefik.io/IngressRoute": route,
    "traefik.io/IngressRouteTCP": route,
    "traefik.io/IngressRouteUDP": route,
    "traefik.io/TraefikService": route,
    "traefik.containo.us/IngressRoute": route,
    "traefik.containo.us/IngressRouteTCP": route,
    "traefik.containo.us/IngressRouteUDP": route,
    "traefik.containo.us/TraefikService": route,
    "projectcontour.io/HTTPProxy": route,
    "contour.heptio.com/IngressRoute": route,
    "getambassador.io/Mapping": route,
    "getambassador.io/TCPMapping": route,
    "getambassador.io/Listener": route,
    "gateway.networking.x-k8s.io/XListenerSet": route,
    "gateway.solo.io/VirtualService": route,
    "zalando.org/RouteGroup": route,
    "ingress.v1.haproxy.org/TCP": fields({ metadata: objectMeta, spec: anything }),
    "elbv2.k8s.aws/TargetGroupBinding": route,
    "configuration.konghq.com/TCPIngress": route,
    "configuration.konghq.com/UDPIngress": route,
    "apisix.apache.org/ApisixRoute": route,
    "k8s.nginx.org/VirtualServer": route,
    "k8s.nginx.org/VirtualServerRoute": route,
    "k8s.nginx.org/TransportServer": route,
    "rbac.authorization.k8s.io/Role": role,
    "rbac.authorization.k8s.io/ClusterRole": fields({
        metadata: objectMeta,
        rules: list(policyRule),
        aggregationRule: fields({ clusterRoleSelectors: list(labelSelector) }),
    }),
    "rbac.authorization.k8s.io/RoleBinding": binding,
    "rbac.authorization.k8s.io/ClusterRoleBinding": binding,
};

export type Shapes = { [Kind in keyof typeof shapes]: TypeOf<(typeof shapes)[Kind]> };
export type KindName = keyof Shapes;
