import { describeManifests, type Verdict } from "./describeManifests";

/** A pod that keeps the restricted profile but for what is put into it. */
const pod = (container: string, spec = "") => `
apiVersion: v1
kind: Pod
metadata: { name: pod01 }
spec:
  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
  ${spec}
  containers:
  - name: container01
    image: dummyimagename:1.0
    ${container}
`;
const secure = (fields = "") =>
    `securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, ${fields} }`;

/** The same as a Deployment and as a CronJob, as Kyverno generates its rules for them. */
function everywhere(what: string, manifest: string, finds: string[]): Verdict[] {
    const lines = manifest.trim().split("\n");
    const spec = lines.slice(lines.indexOf("spec:"));
    const nested = (levels: number) =>
        spec.map((line) => `${"  ".repeat(levels)}${line}`).join("\n");
    const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: deployment01 }
spec:
  template:
${nested(2)}`;
    const cronJob = `apiVersion: batch/v1
kind: CronJob
metadata: { name: cronjob01 }
spec:
  schedule: "*/1 * * * *"
  jobTemplate:
    spec:
      template:
${nested(4)}`;
    return [
        { what, manifest, finds },
        { what: `${what}, in a Deployment`, manifest: deployment, finds },
        { what: `${what}, in a CronJob`, manifest: cronJob, finds },
    ];
}

const hostPort = "ports: [{ containerPort: 8080, hostPort: 8080 }]";

describeManifests(
    "Kyverno's policies for Pod Security",
    ["pod-restricted", "port-no-host-port"],
    [
        ...everywhere("a pod that keeps the profile", pod(secure()), []),
        ...everywhere("no security context", pod("command: [sleep]"), ["pod-restricted"]),
        ...everywhere("privileged", pod(secure("privileged: true")), ["pod-restricted"]),
        ...everywhere("not privileged", pod(secure("privileged: false")), []),
        ...everywhere(
            "no escalation said",
            pod("securityContext: { capabilities: { drop: [ALL] } }"),
            ["pod-restricted"],
        ),
        ...everywhere(
            "too few capabilities dropped",
            pod(
                "securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [NET_RAW] } }",
            ),
            ["pod-restricted"],
        ),
        ...everywhere(
            "a capability added",
            pod(
                "securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [CAP_CHOWN] } }",
            ),
            ["pod-restricted"],
        ),
        ...everywhere(
            "the capability to bind low ports",
            pod(
                "securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }",
            ),
            [],
        ),
        ...everywhere("the network of the node", pod(secure(), "hostNetwork: true"), [
            "pod-restricted",
            "port-no-host-port",
        ]),
        ...everywhere("the processes of the node", pod(secure(), "hostPID: true"), [
            "pod-restricted",
        ]),
        ...everywhere("not the processes of the node", pod(secure(), "hostPID: false"), []),
        ...everywhere("a port of the node", pod(`${secure()}\n    ${hostPort}`), [
            "port-no-host-port",
        ]),
        ...everywhere(
            "no port of the node",
            pod(`${secure()}\n    ${hostPort.replace(/8080 }/, "0 }")}`),
            [],
        ),
        ...everywhere(
            "a path of the node",
            pod(secure(), "volumes: [{ name: v, hostPath: { path: /var } }]"),
            ["pod-restricted"],
        ),
        ...everywhere(
            "a volume of a Secret",
            pod(secure(), "volumes: [{ name: v, secret: { secretName: s } }]"),
            [],
        ),
        ...everywhere("root", pod(secure("runAsUser: 0")), ["pod-restricted"]),
        ...everywhere("maybe root", pod(secure("runAsNonRoot: false")), ["pod-restricted"]),
        ...everywhere("unmasked /proc", pod(secure("procMount: Unmasked")), ["pod-restricted"]),
        ...everywhere("no seccomp", pod(secure("seccompProfile: { type: Unconfined }")), [
            "pod-restricted",
        ]),
        ...everywhere("seccomp of its own", pod(secure("seccompProfile: { type: Localhost }")), []),
        ...everywhere("a type of SELinux", pod(secure("seLinuxOptions: { type: spc_t }")), [
            "pod-restricted",
        ]),
        ...everywhere(
            "an init container",
            pod(secure(), "initContainers: [{ name: i, image: i }]"),
            ["pod-restricted"],
        ),
    ],
);
