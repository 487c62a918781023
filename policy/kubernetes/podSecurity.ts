import type { LocatedPodTemplate } from "./podTemplate";
import type { PodSpec, SecurityContext } from "./shapes";

/** One field that the Pod Security Standards limit, with the limit and the value that was found. */
export interface Breach {
    /** Set where only the restricted profile asks for it, and not the baseline. */
    readonly isStrict?: boolean;
    readonly at: string;
    readonly is: string;
    readonly requires: string;
    readonly fix: string;
}

/** A limit looks at one field, so that an unknown field hides no other. */
export type Limit<Subject> = (subject: Subject) => Breach | undefined;

/** A container's security context, next to that of its pod, which it inherits from. */
export interface ContainerSecurity {
    readonly container: SecurityContext | undefined;
    readonly pod: SecurityContext | undefined;
    readonly onWindows: boolean;
}

export function onWindows(template: LocatedPodTemplate): boolean {
    return template.spec?.os?.name === "windows";
}

const allowedVolumes = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

/** What the baseline profile lets a container add: what container runtimes give by themselves. */
const usualCapabilities = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

const safeSysctls = [
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ping_group_range",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.tcp_wmem",
];

const hostNamespace =
    (field: "hostNetwork" | "hostPID" | "hostIPC"): Limit<PodSpec> =>
    (spec) =>
        spec[field] === true ? breach(field, "true", "false", `Remove ${field}`) : undefined;

/** The limits on a pod that are not about one container. */
export const podLimits: readonly Limit<PodSpec>[] = [
    hostNamespace("hostNetwork"),
    hostNamespace("hostPID"),
    hostNamespace("hostIPC"),
    ({ securityContext }) => rootUser(securityContext),
    ({ securityContext }) => seLinux(securityContext),
    ({ securityContext }) => appArmor(securityContext),
    ({ securityContext }) => hostProcess(securityContext),
    (spec) =>
        spec.securityContext?.runAsNonRoot === false &&
        isOverridden(spec, (own) => own.runAsNonRoot)
            ? strict(breach("securityContext.runAsNonRoot", "false", "true", "Set it to true"))
            : undefined,
    (spec) => {
        const type = spec.securityContext?.seccompProfile?.type;
        return type === "Unconfined" && isOverridden(spec, (own) => own.seccompProfile?.type)
            ? breach(
                  "securityContext.seccompProfile.type",
                  type,
                  "RuntimeDefault or Localhost",
                  "Set it to RuntimeDefault",
              )
            : undefined;
    },
    ({ securityContext }) => {
        const unsafe = (securityContext?.sysctls ?? [])
            .map((sysctl) => sysctl.name ?? "")
            .filter((name) => !safeSysctls.includes(name));
        return unsafe.length > 0
            ? breach("securityContext.sysctls", unsafe.join(", "), "safe sysctls", "Remove it")
            : undefined;
    },
];

/** Whether every container has its own value, so that the pod's is no container's finding. */
function isOverridden(spec: PodSpec, read: (own: SecurityContext) => unknown): boolean {
    return [...(spec.containers ?? []), ...(spec.initContainers ?? [])].every(
        ({ securityContext }) => read(securityContext ?? {}) !== undefined,
    );
}

const appArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/";

/** Before securityContext.appArmorProfile there was an annotation for each container, which still counts. */
export function annotationBreach(key: string, value: string): Breach | undefined {
    return key.startsWith(appArmorAnnotation) && !/^(runtime\/default|localhost\/.*)?$/.test(value)
        ? breach(
              `metadata.annotations["${key}"]`,
              value,
              "runtime/default or localhost/...",
              "Set it to runtime/default",
          )
        : undefined;
}

/** A volume's type is a key beside its name, so that no unknown value can hide it, nor a second key. */
export function volumeBreach(volume: object, index: number): Breach | undefined {
    const type = Object.keys(volume).find((key) => key !== "name" && !allowedVolumes.includes(key));
    return type === undefined
        ? undefined
        : {
              ...breach(
                  `volumes[${index}]`,
                  type,
                  allowedVolumes.join(", "),
                  "Use a persistentVolumeClaim or an emptyDir",
              ),
              isStrict: !("hostPath" in volume),
          };
}

/** The limits on each container. */
export const containerLimits: readonly Limit<ContainerSecurity>[] = [
    ({ container }) =>
        container?.privileged === true
            ? breach("securityContext.privileged", "true", "false", "Remove it")
            : undefined,
    ({ container, onWindows }) =>
        !onWindows && container?.allowPrivilegeEscalation !== false
            ? strict(
                  breach(
                      "securityContext.allowPrivilegeEscalation",
                      `${container?.allowPrivilegeEscalation ?? "unset, which means true"}`,
                      "false",
                      "Set it to false",
                  ),
              )
            : undefined,
    ({ container, onWindows }) =>
        !onWindows && !container?.capabilities?.drop?.includes("ALL")
            ? strict(
                  breach(
                      "securityContext.capabilities.drop",
                      container?.capabilities?.drop?.join(", ") || "unset",
                      "ALL",
                      'Set it to ["ALL"]',
                  ),
              )
            : undefined,
    ({ container }) => {
        const added = (container?.capabilities?.add ?? []).filter(
            (capability) => capability !== "NET_BIND_SERVICE",
        );
        return added.length > 0
            ? {
                  ...breach(
                      "securityContext.capabilities.add",
                      added.join(", "),
                      "none but NET_BIND_SERVICE",
                      "Remove them",
                  ),
                  isStrict: added.every((capability) => usualCapabilities.includes(capability)),
              }
            : undefined;
    },
    ({ container, pod }) => {
        const value = container?.runAsNonRoot ?? pod?.runAsNonRoot;
        return value === true
            ? undefined
            : strict(
                  breach(
                      "securityContext.runAsNonRoot",
                      `${value ?? "unset"}`,
                      "true",
                      "Set it to true",
                  ),
              );
    },
    ({ container }) => rootUser(container),
    ({ container, pod, onWindows }) => {
        const type = container?.seccompProfile?.type ?? pod?.seccompProfile?.type;
        return onWindows || type === "RuntimeDefault" || type === "Localhost"
            ? undefined
            : {
                  ...breach(
                      "securityContext.seccompProfile.type",
                      type ?? "unset",
                      "RuntimeDefault or Localhost",
                      "Set it to RuntimeDefault",
                  ),
                  isStrict: type === undefined,
              };
    },
    ({ container }) => {
        const procMount = container?.procMount ?? "Default";
        return procMount === "Default"
            ? undefined
            : breach("securityContext.procMount", procMount, "Default", "Remove it");
    },
    ({ container }) => seLinux(container),
    ({ container }) => appArmor(container),
    ({ container }) => hostProcess(container),
];

function rootUser(context: SecurityContext | undefined): Breach | undefined {
    return context?.runAsUser === 0
        ? strict(
              breach(
                  "securityContext.runAsUser",
                  "0",
                  "a user other than root",
                  "Use 10000 or above",
              ),
          )
        : undefined;
}

function seLinux(context: SecurityContext | undefined): Breach | undefined {
    const { type = "", user, role } = context?.seLinuxOptions ?? {};
    const allowed = [
        "",
        "container_t",
        "container_init_t",
        "container_kvm_t",
        "container_engine_t",
    ];
    return !allowed.includes(type) || user || role
        ? breach(
              "securityContext.seLinuxOptions",
              [type, user, role].filter(Boolean).join(", "),
              "a container_... type, and no user or role",
              "Remove it",
          )
        : undefined;
}

function appArmor(context: SecurityContext | undefined): Breach | undefined {
    return context?.appArmorProfile?.type === "Unconfined"
        ? breach(
              "securityContext.appArmorProfile.type",
              "Unconfined",
              "RuntimeDefault or Localhost",
              "Set it to RuntimeDefault",
          )
        : undefined;
}

function hostProcess(context: SecurityContext | undefined): Breach | undefined {
    return context?.windowsOptions?.hostProcess === true
        ? breach("securityContext.windowsOptions.hostProcess", "true", "false", "Remove it")
        : undefined;
}

function breach(at: string, is: string, requires: string, fix: string): Breach {
    return { at, is, requires, fix };
}

function strict(found: Breach): Breach {
    return { ...found, isStrict: true };
}
