import { describeManifests } from "./describeManifests";

const limits = "requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 1, memory: 256Mi }";
const probes =
    "readinessProbe: { httpGet: { path: /ready, port: 8080 } }, livenessProbe: { httpGet: { path: /live, port: 8080 } }";
const ports = "ports: [{ name: http, containerPort: 8080 }]";

const deployment = (
    container: string,
    spec = "automountServiceAccountToken: false",
    replicas = 2,
) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: test }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: test } }
  template:
    metadata: { labels: { app: test } }
    spec:
      ${spec}
      serviceAccountName: test
      containers: [{ name: test, image: "test:1.0", ${container} }]
`;
const good = `${ports}, ${probes}, resources: { ${limits} }, securityContext: { readOnlyRootFilesystem: true }`;

const autoscaler = (min: number, max: number) => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: test }
spec: { minReplicas: ${min}, maxReplicas: ${max}, scaleTargetRef: { kind: Deployment, name: test } }
`;
const configMap = (data: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: test }
data: { ${data} }
`;

describeManifests(
    "Polaris",
    [
        "pod-probes",
        "pod-resources",
        "pod-image-pinned",
        "pod-read-only-root",
        "pod-service-account",
        "pod-no-literal-secret",
        "replica-workload-minimum",
        "replica-hpa-range",
        "port-no-host-port",
    ],
    [
        { what: "a Deployment that keeps all checks", manifest: deployment(good), finds: [] },
        {
            what: "one replica",
            manifest: deployment(good, undefined, 1),
            finds: ["replica-workload-minimum"],
        },
        {
            what: "no readiness probe",
            manifest: deployment(good.replace("readinessProbe", "startupProbe")),
            finds: ["pod-probes"],
        },
        {
            what: "no tag",
            manifest: deployment(good).replace("test:1.0", "test"),
            finds: ["pod-image-pinned"],
        },
        {
            what: "no memory limit",
            manifest: deployment(good.replace(", memory: 256Mi }", " }")),
            finds: ["pod-resources"],
        },
        {
            what: "no CPU request, which the limit stands for",
            manifest: deployment(good.replace("cpu: 100m, ", "")),
            finds: [],
        },
        {
            what: "a file system that can be written",
            manifest: deployment(good.replace("readOnlyRootFilesystem: true", "")),
            finds: ["pod-read-only-root"],
        },
        {
            what: "a token for the API server",
            manifest: deployment(good, "restartPolicy: Always"),
            finds: ["pod-service-account"],
        },
        {
            what: "a port of the node",
            manifest: deployment(good.replace("8080 }]", "8080, hostPort: 8080 }]")),
            finds: ["port-no-host-port"],
        },
        {
            what: "a key of a cloud in the environment",
            manifest: deployment(
                `${good}, env: [{ name: AWS_SECRET_ACCESS_KEY, value: wJalrXUtnFEMI-K7MDENG-bPxRfiCYabcdefghij }]`,
            ),
            finds: ["pod-no-literal-secret"],
        },
        {
            what: "a password in a ConfigMap",
            manifest: configMap('"app.properties": "db.user=me\\ndb.password=hunter2"'),
            finds: ["pod-no-literal-secret"],
        },
        {
            what: "settings in a ConfigMap",
            manifest: configMap('"app.properties": "db.user=me\\ndb.pool=5"'),
            finds: [],
        },
        { what: "room to scale", manifest: autoscaler(2, 5), finds: [] },
        { what: "no room to scale", manifest: autoscaler(3, 3), finds: ["replica-hpa-range"] },
        { what: "one replica at least", manifest: autoscaler(1, 5), finds: ["replica-hpa-range"] },
    ],
);
