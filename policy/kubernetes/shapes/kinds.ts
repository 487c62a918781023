// The parts of Kubernetes' objects that rules read, as types and for every object that comes in. Each field is
// optional, as in an input.

import {
    anything,
    dictionary,
    fields,
    flag,
    integer,
    integerOrText,
    list,
    text,
    type TypeOf,
} from "../schema";
import { scaleTargetRef, triggers } from "./autoscaling";
import { labels, labelSelector, objectMeta } from "./meta";
import { calicoPolicy, ciliumPolicy, networkPolicySpec } from "./networkPolicy";
import { affinity, podTemplate, resources } from "./pod";
import { binding, policyRule, role } from "./rights";
import { endpointPort, ingressSpec, serviceSpec } from "./service";
import { rolloutSpec, workload, workloadSpec } from "./workload";

const podDisruptionBudgetSpec = fields({
    minAvailable: integerOrText,
    maxUnavailable: integerOrText,
    selector: labelSelector,
});
export type PodDisruptionBudgetSpec = TypeOf<typeof podDisruptionBudgetSpec>;

/** A route of an API of others: rules look for its backends only. */
const route = fields({ metadata: objectMeta, spec: dictionary(anything) });

const rabbitmqClusterSpec = fields({
    replicas: integer,
    image: text,
    resources,
    affinity,
    service: fields({ type: text, annotations: labels }),
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
