import assert from "node:assert/strict";

import type { PodOptions } from "../../../../components/kubernetes/pod/options";
import { podProblems } from "../../../../components/kubernetes/pod/problems";
import type { PodTemplate } from "../../../../components/kubernetes/pod/template";
import { problemLines } from "../../problemLines";

const template: PodTemplate = {
    metadata: { labels: { "app.kubernetes.io/name": "mq" } },
    spec: {
        initContainers: [{ name: "prepare", image: "mq:1" }],
        containers: [
            {
                name: "mq",
                image: "mq:1",
                env: [{ name: "POD_NAME" }],
                ports: [{ name: "amqp", containerPort: 5672 }],
                readinessProbe: { tcpSocket: { port: "amqp" } },
                volumeMounts: [
                    { name: "tmp", mountPath: "/tmp" },
                    { name: "config", mountPath: "/etc/mq", readOnly: true },
                ],
            },
        ],
        volumes: [{ name: "tmp", emptyDir: {} }],
        topologySpreadConstraints: [
            { maxSkew: 1, topologyKey: "host", whenUnsatisfiable: "DoNotSchedule", minDomains: 7 },
            { maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "ScheduleAnyway" },
        ],
    },
};

const lines = (options: PodOptions, pod = template) =>
    problemLines(podProblems("pod", options, pod, ["data"]));

const proxy = { name: "proxy", image: "proxy:1.0" };

describe("podProblems", () => {
    it("takes what people give to pods", () => {
        const options: PodOptions = {
            labels: { team: "shop" },
            annotations: { "linkerd.io/inject": "enabled, by us" },
            nodeSelector: { "kubernetes.io/arch": "arm64" },
            tolerations: [{ key: "queues", operator: "Exists", effect: "NoSchedule" }],
            affinity: { nodeAffinity: {} },
            topologySpread: [
                { maxSkew: 1, topologyKey: "rack", whenUnsatisfiable: "DoNotSchedule" },
                { maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" },
                { maxSkew: 1, topologyKey: "host", whenUnsatisfiable: "ScheduleAnyway" },
            ],
            priorityClassName: "high",
            imagePullSecrets: ["registry"],
            serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:x" } },
            securityContext: {},
            containerSecurityContext: { readOnlyRootFilesystem: true },
            volumes: [{ name: "extra", configMap: { name: "extra" } }],
            volumeMounts: [{ name: "extra", mountPath: "/extra" }],
            env: [{ name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
            envFrom: [{ configMapRef: { name: "settings" } }],
            initContainers: [
                {
                    name: "wait",
                    image: "busybox:1.36",
                    volumeMounts: [{ name: "data", mountPath: "/d" }],
                },
            ],
            sidecars: [{ ...proxy, ports: [{ containerPort: 5672, protocol: "UDP" }] }],
            probes: { readiness: { periodSeconds: 10 } },
            command: ["run"],
            args: ["now"],
            hostAliases: [{ ip: "10.0.0.1", hostnames: ["db"] }],
            dnsPolicy: "None",
            dnsConfig: { nameservers: ["10.0.0.10"] },
        };
        assert.deepEqual(lines(options), []);
    });

    const conflicts: [what: string, options: PodOptions, line: string][] = [
        [
            "a label of the component's",
            { labels: { "app.kubernetes.io/name": "x" } },
            'pod.labels.app.kubernetes.io/name is "x"; allowed: labels that the component does not set. Selectors and NetworkPolicies go by it: leave it out.',
        ],
        [
            "a label that opens NetworkPolicies",
            { labels: { "queue-workloads/client-of": "x" } },
            'pod.labels.queue-workloads/client-of is "x"; allowed: labels that the component does not set. Selectors and NetworkPolicies go by it: leave it out.',
        ],
        [
            "a volume of a name that is taken",
            { volumes: [{ name: "data", emptyDir: {} }] },
            'pod.volumes[0].name is "data"; allowed: any name but data, tmp. The component has one of that name: take another.',
        ],
        [
            "a mount of a volume that there is not",
            { volumeMounts: [{ name: "lost", mountPath: "/lost" }] },
            'pod.volumeMounts[0].name is "lost"; allowed: volumes that there are: data, tmp. Add it under volumes.',
        ],
        [
            "a sidecar's mount of a volume that there is not",
            { sidecars: [{ ...proxy, volumeMounts: [{ name: "lost", mountPath: "/lost" }] }] },
            'pod.sidecars[0].volumeMounts[0].name is "lost"; allowed: volumes that there are: data, tmp. Add it under volumes.',
        ],
        [
            "a mount over one of the component's",
            { volumeMounts: [{ name: "data", mountPath: "/etc/" }] },
            'pod.volumeMounts[0].mountPath is "/etc/"; allowed: paths apart from /etc/mq, /tmp. The component mounts something there: take another path.',
        ],
        [
            "a mount inside one that nothing can be written to",
            { volumeMounts: [{ name: "data", mountPath: "/etc/mq/more" }] },
            'pod.volumeMounts[0].mountPath is "/etc/mq/more"; allowed: paths apart from /etc/mq, /tmp. The component mounts something there: take another path.',
        ],
        [
            "a variable of the component's",
            { env: [{ name: "POD_NAME", value: "x" }] },
            'pod.env[0].name is "POD_NAME"; allowed: any name but POD_NAME. The component has one of that name: take another.',
        ],
        [
            "a container of a name that is taken",
            { initContainers: [{ ...proxy, name: "prepare" }] },
            'pod.initContainers[0].name is "prepare"; allowed: any name but mq, prepare. The component has one of that name: take another.',
        ],
        [
            "two sidecars of one name",
            { sidecars: [proxy, proxy] },
            'pod.sidecars[1].name is "proxy"; allowed: a name of its own. Rename one of them.',
        ],
        [
            "a sidecar that ends",
            { sidecars: [{ ...proxy, restartPolicy: "Never" }] },
            'pod.sidecars[0].restartPolicy is "Never"; allowed: Always. A container that ends belongs under initContainers.',
        ],
        [
            "a sidecar on a port that is taken",
            { sidecars: [{ ...proxy, ports: [{ containerPort: 5672 }] }] },
            "pod.sidecars[0].ports[0].containerPort is 5672; allowed: a port of its own. Another container of the pod has it: take another.",
        ],
        [
            "a sidecar's port of a name that is taken",
            { sidecars: [{ ...proxy, ports: [{ containerPort: 1, name: "amqp" }] }] },
            'pod.sidecars[0].ports[0].name is "amqp"; allowed: a name of its own. Another container of the pod has it: take another.',
        ],
        [
            "a weaker spread where the component requires one",
            {
                topologySpread: [
                    { maxSkew: 2, topologyKey: "host", whenUnsatisfiable: "DoNotSchedule" },
                ],
            },
            'pod.topologySpread[0].topologyKey is "host"; allowed: keys apart from host. The component requires more of it: leave it out.',
        ],
        [
            "numbers of a probe that there is not",
            { probes: { liveness: { periodSeconds: 1 } } },
            'pod.probes.liveness is {"periodSeconds":1}; allowed: numbers of probes that there are. The container has no such probe: remove it.',
        ],
        [
            "annotations of a ServiceAccount that somebody else makes",
            { serviceAccount: { name: "own", annotations: { a: "b" } } },
            'pod.serviceAccount.annotations is {"a":"b"}; allowed: nothing with name. Annotate the ServiceAccount that is there: remove annotations.',
        ],
        [
            "no name server at all",
            { dnsPolicy: "None" },
            'pod.dnsPolicy is "None"; allowed: None with dnsConfig. The pods would have no name server: set dnsConfig.nameservers.',
        ],
        [
            "a volume of two sources",
            { volumes: [{ name: "x", emptyDir: {}, configMap: { name: "x" } }] },
            'pod.volumes[0] is ["emptyDir","configMap"]; allowed: a volume of exactly one source, such as emptyDir: {}. Give it one.',
        ],
        [
            "a container without an image",
            { sidecars: [{ name: "x" }] },
            "pod.sidecars[0].image is missing. Set it.",
        ],
    ];
    for (const [what, options, line] of conflicts) {
        it(`refuses ${what}`, () => {
            assert.deepEqual(lines(options), [line]);
        });
    }

    it("refuses another command where the component says what runs", () => {
        const [main] = template.spec.containers;
        const spec = { ...template.spec, containers: [{ ...main, command: ["job"] }] };
        assert.deepEqual(
            lines({ command: ["x"], args: ["y"] }, { ...template, spec } as PodTemplate),
            ["command", "args"].map(
                (field, index) =>
                    `pod.${field} is ["${"xy"[index]}"]; allowed: nothing. The component says what the container runs: leave it out.`,
            ),
        );
    });

    it("tells everything at once: names, numbers, keys, and what the API's schema says", () => {
        const found = lines({
            annotations: { "not a key": "x" },
            priorityClassName: "High",
            imagePullSecrets: ["ok", "Not Ok"],
            serviceAccount: { name: "X" },
            imagePullPolicy: "Sometimes",
            dnsPolicy: "Sometimes",
            probes: { readiness: { periodSeconds: 0 } },
            env: [{ name: "1X", value: "x" }],
            tolerations: [{ effect: "Always" }],
        });
        assert.deepEqual(
            found.map((line) => line.split(" ")[0]),
            [
                "pod.annotations",
                "pod.tolerations[0].effect",
                "pod.priorityClassName",
                "pod.imagePullSecrets[1]",
                "pod.serviceAccount.name",
                "pod.imagePullPolicy",
                "pod.dnsPolicy",
                "pod.env[0].name",
                "pod.probes.readiness.periodSeconds",
            ],
        );
    });
});
