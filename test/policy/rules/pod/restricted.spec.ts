import { restricted } from "../../../../policy/rules/pod/restricted";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { container, resource } from "../../shopStack";

const which = "Deployment/orders-api";
const breaks = (field: string, is: string, requires: string, fix: string) =>
    `Deployment "shop/orders-api" ${field} is ${is}; prod requires ${requires}. ${fix}.`;

const onPod = (field: string, value: unknown) => ({
    in: which,
    set: { [`spec.template.spec.${field}`]: value },
});
const onContainer = (fields: { [key: string]: unknown }) => ({
    in: which,
    set: Object.fromEntries(
        Object.entries(fields).map(([field, value]) => [
            `${container}.securityContext.${field}`,
            value,
        ]),
    ),
});

const pod = "spec.template.spec.";
const producer = 'container "producer" securityContext.';

const volumeOfTheNode = breaks(
    `${pod}volumes[1]`,
    "hostPath",
    "configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret",
    "Use a persistentVolumeClaim or an emptyDir",
);

const appArmor = "container.apparmor.security.beta.kubernetes.io/producer";

describeRule(restricted, [
    ...["hostNetwork", "hostPID", "hostIPC"].map((field) => ({
        when: `${field}`,
        ...onPod(field, true),
        finds: [breaks(pod + field, "true", "false", `Remove ${field}`)],
    })),
    {
        when: "a volume of the node",
        ...onPod("volumes.1", { name: "run", hostPath: { path: "/run" } }),
        finds: [volumeOfTheNode],
    },
    {
        when: "a volume with two types, of which one is the node's",
        ...onPod("volumes.1", { name: "run", emptyDir: {}, hostPath: { path: "/run" } }),
        finds: [volumeOfTheNode],
    },
    ...["image", "csi", "ephemeral", "nfs", "gitRepo"].map((type) => ({
        when: `a volume of the type ${type}`,
        ...onPod("volumes.1", { name: "run", [type]: {} }),
        finds: ["nfs", "gitRepo"].includes(type) ? [volumeOfTheNode.replace("hostPath", type)] : [],
    })),
    {
        when: "a pod that may run as root, although its container may not",
        in: which,
        set: {
            [`${pod}securityContext.runAsNonRoot`]: false,
            [`${container}.securityContext.runAsNonRoot`]: true,
        },
        finds: [breaks(`${pod}securityContext.runAsNonRoot`, "false", "true", "Set it to true")],
    },
    {
        when: "a pod without seccomp, although its container has it",
        in: which,
        set: {
            [`${pod}securityContext.seccompProfile.type`]: "Unconfined",
            [`${container}.securityContext.seccompProfile`]: { type: "RuntimeDefault" },
        },
        finds: [
            breaks(
                `${pod}securityContext.seccompProfile.type`,
                "Unconfined",
                "RuntimeDefault or Localhost",
                "Set it to RuntimeDefault",
            ),
        ],
    },
    ...["unconfined", "runtime/default", "localhost/shop"].map((value) => ({
        when: `AppArmor as ${value} by annotation`,
        in: which,
        set: { "spec.template.metadata.annotations": { [appArmor]: value } },
        finds:
            value === "unconfined"
                ? [
                      breaks(
                          `spec.template.metadata.annotations["${appArmor}"]`,
                          value,
                          "runtime/default or localhost/...",
                          "Set it to runtime/default",
                      ),
                  ]
                : [],
    })),
    {
        when: "an unsafe kernel setting",
        ...onPod("securityContext.sysctls", [{ name: "kernel.msgmax" }]),
        finds: [
            breaks(`${pod}securityContext.sysctls`, "kernel.msgmax", "safe sysctls", "Remove it"),
        ],
    },
    {
        when: "a privileged container",
        ...onContainer({ privileged: true }),
        finds: [breaks(`${producer}privileged`, "true", "false", "Remove it")],
    },
    {
        when: "privilege escalation that is left to Kubernetes",
        ...onContainer({ allowPrivilegeEscalation: undefined }),
        finds: [
            breaks(
                `${producer}allowPrivilegeEscalation`,
                "unset, which means true",
                "false",
                "Set it to false",
            ),
        ],
    },
    {
        when: "capabilities that are not dropped, and one that is added",
        ...onContainer({ capabilities: { add: ["NET_ADMIN"] } }),
        finds: [
            breaks(`${producer}capabilities.drop`, "unset", "ALL", 'Set it to ["ALL"]'),
            breaks(
                `${producer}capabilities.add`,
                "NET_ADMIN",
                "none but NET_BIND_SERVICE",
                "Remove them",
            ),
        ],
    },
    {
        when: "the one capability that the profile allows",
        ...onContainer({ "capabilities.add": ["NET_BIND_SERVICE"] }),
        finds: [],
    },
    {
        when: "a pod that may run as root",
        ...onPod("securityContext.runAsNonRoot", undefined),
        finds: [breaks(`${producer}runAsNonRoot`, "unset", "true", "Set it to true")],
    },
    {
        when: "a container that may run as root where its pod may not",
        ...onContainer({ runAsNonRoot: false }),
        finds: [breaks(`${producer}runAsNonRoot`, "false", "true", "Set it to true")],
    },
    {
        when: "the user 0",
        ...onContainer({ runAsUser: 0 }),
        finds: [
            breaks(`${producer}runAsUser`, "0", "a user other than root", "Use 10000 or above"),
        ],
    },
    {
        when: "no seccomp profile",
        ...onPod("securityContext.seccompProfile", undefined),
        finds: [
            breaks(
                `${producer}seccompProfile.type`,
                "unset",
                "RuntimeDefault or Localhost",
                "Set it to RuntimeDefault",
            ),
        ],
    },
    {
        when: "procMount, SELinux user, AppArmor and HostProcess beyond the profile",
        ...onContainer({
            procMount: "Unmasked",
            seLinuxOptions: { user: "system_u" },
            appArmorProfile: { type: "Unconfined" },
            windowsOptions: { hostProcess: true },
        }),
        finds: [
            breaks(`${producer}procMount`, "Unmasked", "Default", "Remove it"),
            breaks(
                `${producer}seLinuxOptions`,
                "system_u",
                "a container_... type, and no user or role",
                "Remove it",
            ),
            breaks(
                `${producer}appArmorProfile.type`,
                "Unconfined",
                "RuntimeDefault or Localhost",
                "Set it to RuntimeDefault",
            ),
            breaks(`${producer}windowsOptions.hostProcess`, "true", "false", "Remove it"),
        ],
    },
    {
        when: "every known field when one is not known",
        ...onContainer({ privileged: unknown, runAsUser: 0 }),
        finds: [
            breaks(`${producer}runAsUser`, "0", "a user other than root", "Use 10000 or above"),
        ],
        unknown: "spec.template.spec.containers.0.securityContext.privileged",
    },
    {
        when: "the pods of a CronJob",
        with: [
            resource("batch/v1:CronJob", "nightly", {
                spec: {
                    jobTemplate: { spec: { template: { spec: { hostPID: true } } } },
                },
            }),
        ],
        finds: [
            'CronJob "shop/nightly" spec.jobTemplate.spec.template.spec.hostPID is true; prod requires false. Remove hostPID.',
        ],
    },
    {
        when: "only what the baseline profile forbids, where that is the profile",
        in: which,
        set: {
            "spec.template.spec.securityContext": undefined,
            "spec.template.spec.volumes": [
                { name: "nfs", nfs: { server: "x", path: "/" } },
                { name: "host", hostPath: { path: "/" } },
            ],
            [`${container}.securityContext`]: {
                privileged: true,
                runAsUser: 0,
                capabilities: { add: ["CHOWN"] },
            },
            "spec.template.spec.initContainers": [
                {
                    name: "init",
                    securityContext: {
                        seccompProfile: { type: "Unconfined" },
                        capabilities: { add: ["NET_ADMIN"] },
                    },
                },
            ],
        },
        config: { profile: "baseline" },
        finds: [
            volumeOfTheNode,
            breaks(`${producer}privileged`, "true", "false", "Remove it"),
            breaks(
                'init container "init" securityContext.capabilities.add',
                "NET_ADMIN",
                "none but NET_BIND_SERVICE",
                "Remove them",
            ),
            breaks(
                'init container "init" securityContext.seccompProfile.type',
                "Unconfined",
                "RuntimeDefault or Localhost",
                "Set it to RuntimeDefault",
            ),
        ],
    },
]);
