import { describeManifests } from "./describeManifests";

const pod = (more = "", container = "") => `
apiVersion: v1
kind: Pod
metadata: { name: foo, labels: { app: foo } }
spec:
  containers:
  - name: foobar
    image: foo/bar:1.2.3
${container}
${more}`;

const workload = (kind: string, name: string, spec: string) => `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name} }
spec:
${spec}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: foobar, image: "foo/bar:1.2.3" }] }
`;

const budget = (spec: string) => `
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: budget }
spec: { selector: { matchLabels: { app: web } }, ${spec} }
`;

const headless = (clusterIP: string, app = "web") => `
---
apiVersion: v1
kind: Service
metadata: { name: web-nodes }
spec: { ${clusterIP} selector: { app: ${app} }, ports: [{ port: 80 }] }
`;

const networkPolicy = (app: string, types: string) => `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guard }
spec: { podSelector: { matchLabels: { app: ${app} } }, policyTypes: [${types}] }
`;

describeManifests(
    "kube-score",
    [
        "pod-image-pinned",
        "pod-resources",
        "port-network-policy",
        "port-selector-matches",
        "port-headless-service",
        "port-service-type",
        "replica-pdb-required",
        "replica-pdb-evictable",
        "replica-hpa-static-conflict",
    ],
    [
        {
            what: "a pod without resources and network policy",
            manifest: pod(),
            finds: ["pod-resources", "port-network-policy"],
        },
        {
            what: "a pod with resources and a network policy",
            manifest:
                pod(
                    "",
                    "    resources: { requests: { cpu: 1, memory: 1Gi }, limits: { memory: 1Gi } }",
                ) + networkPolicy("foo", "Ingress, Egress"),
            finds: [],
        },
        {
            what: "a pod whose network policy is for egress",
            manifest:
                pod(
                    "",
                    "    resources: { requests: { cpu: 1, memory: 1Gi }, limits: { memory: 1Gi } }",
                ) + networkPolicy("foo", "Egress"),
            finds: ["port-network-policy"],
        },
        {
            what: "the tag latest",
            manifest: pod().replace("1.2.3", "latest"),
            finds: ["pod-image-pinned", "pod-resources", "port-network-policy"],
        },
        {
            what: "a set that names no Service",
            manifest: workload("StatefulSet", "web", "  serviceName: web-nodes"),
            finds: ["pod-resources", "port-headless-service", "port-network-policy"],
        },
        {
            what: "a set that names a Service with an address",
            manifest: workload("StatefulSet", "web", "  serviceName: web-nodes") + headless(""),
            finds: ["pod-resources", "port-headless-service", "port-network-policy"],
        },
        {
            what: "a set that names a headless Service for other pods",
            manifest:
                workload("StatefulSet", "web", "  serviceName: web-nodes") +
                headless("clusterIP: None,", "other"),
            finds: [
                "pod-resources",
                "port-headless-service",
                "port-network-policy",
                "port-selector-matches",
            ],
        },
        {
            what: "a set that names a headless Service",
            manifest:
                workload("StatefulSet", "web", "  serviceName: web-nodes") +
                headless("clusterIP: None,"),
            finds: ["pod-resources", "port-network-policy"],
        },
        {
            what: "replicas without a budget",
            manifest: workload("Deployment", "web", "  replicas: 3"),
            finds: ["pod-resources", "port-network-policy", "replica-pdb-required"],
        },
        {
            what: "replicas with a budget that says nothing",
            manifest:
                workload("Deployment", "web", "  replicas: 3") + budget("").replace(", }", " }"),
            finds: ["pod-resources", "port-network-policy", "replica-pdb-evictable"],
        },
        {
            what: "replicas with a budget",
            manifest: workload("Deployment", "web", "  replicas: 3") + budget("minAvailable: 1"),
            finds: ["pod-resources", "port-network-policy"],
        },
        {
            what: "replicas of which an autoscaler decides",
            manifest:
                workload("Deployment", "web", "  replicas: 3") +
                budget("maxUnavailable: 1") +
                `
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`,
            finds: ["pod-resources", "port-network-policy", "replica-hpa-static-conflict"],
        },
        {
            what: "a Service on a port of the nodes",
            manifest: headless("type: NodePort,").replace("---", ""),
            finds: ["port-service-type"],
        },
    ],
);
