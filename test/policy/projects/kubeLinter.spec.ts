import { describeManifests } from "./describeManifests";

const deployment = (container: string, spec = "", more = "") => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec:
  replicas: 3
  ${more}
  selector: { matchLabels: { app.kubernetes.io/name: app } }
  template:
    metadata: { labels: { app.kubernetes.io/name: app } }
    spec:
      ${spec}
      containers:
      - name: app
        image: app:1.0.0
        ${container}
`;
const isolated =
    "affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app.kubernetes.io/name: app } } } }] } }";

const role = (rule: string, kind = "ClusterRole") => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: role }
rules: [${rule}]
`;
const service = (spec: string) => `
---
apiVersion: v1
kind: Service
metadata: { name: app }
spec: { ${spec} ports: [{ name: http, port: 80, targetPort: http }] }
`;
const http = "ports: [{ name: http, containerPort: 8080 }]";
const probe = (port: string) => `${http}
        livenessProbe: { httpGet: { path: /, port: ${port} } }`;

describeManifests(
    "kube-linter",
    [
        "replica-spread",
        "rbac-least-privilege",
        "pod-no-literal-secret",
        "port-selector-matches",
        "port-target-resolves",
        "port-service-type",
        "port-probe-declared",
        "port-unprivileged",
        "replica-pdb-evictable",
    ],
    [
        { what: "replicas anywhere", manifest: deployment(http), finds: ["replica-spread"] },
        { what: "replicas apart", manifest: deployment(http, isolated), finds: [] },
        {
            what: "replicas apart from others",
            manifest: deployment(http, isolated.replace(": app }", ": other }")),
            finds: ["replica-spread"],
        },
        {
            what: "a password in the environment",
            manifest: deployment("env: [{ name: DB_PASSWORD, value: hunter2 }]", isolated),
            finds: ["pod-no-literal-secret"],
        },
        {
            what: "a password by reference",
            manifest: deployment(
                "env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]",
                isolated,
            ),
            finds: [],
        },
        {
            what: "a Service for nothing",
            manifest: deployment(http, isolated) + service("selector: { app: gone },"),
            finds: ["port-selector-matches"],
        },
        {
            what: "a Service for the Deployment",
            manifest:
                deployment(http, isolated) + service("selector: { app.kubernetes.io/name: app },"),
            finds: [],
        },
        {
            what: "a Service to a port that is not there",
            manifest:
                deployment("", isolated) + service("selector: { app.kubernetes.io/name: app },"),
            finds: ["port-target-resolves"],
        },
        {
            what: "a Service with an address outside",
            manifest:
                deployment(http, isolated) +
                service("type: LoadBalancer, selector: { app.kubernetes.io/name: app },"),
            finds: ["port-service-type"],
        },
        { what: "a probe of a port", manifest: deployment(probe("http"), isolated), finds: [] },
        {
            what: "a probe of no port",
            manifest: deployment(probe("9999"), isolated),
            finds: ["port-probe-declared"],
        },
        {
            what: "the port of ssh",
            manifest: deployment("ports: [{ name: ssh, containerPort: 22 }]", isolated),
            finds: ["port-unprivileged"],
        },
        {
            what: "a budget that blocks every drain",
            manifest: `${deployment(http, isolated)}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: app }
spec: { minAvailable: 3, selector: { matchLabels: { app.kubernetes.io/name: app } } }
`,
            finds: ["replica-pdb-evictable"],
        },
        {
            what: "all verbs on all resources",
            manifest: role('{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }'),
            finds: ["rbac-least-privilege"],
        },
        {
            what: "reading all secrets",
            manifest: role('{ apiGroups: [""], resources: [secrets], verbs: [get, list] }'),
            finds: ["rbac-least-privilege"],
        },
        {
            what: "starting pods, which deployers and operators have to",
            manifest: role('{ apiGroups: [""], resources: [pods], verbs: [create] }', "Role"),
            finds: [],
        },
        {
            what: "reading pods",
            manifest: role('{ apiGroups: [""], resources: [pods], verbs: [get] }', "Role"),
            finds: [],
        },
        {
            what: "a binding to cluster-admin",
            manifest: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: admin }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: app, namespace: app }]
`,
            finds: ["rbac-least-privilege"],
        },
    ],
);
