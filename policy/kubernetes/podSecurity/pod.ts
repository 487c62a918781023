import type { PodSpec, SecurityContext } from "../shapes/pod";
import { type Breach, breach, type Limit, strict } from "./breach";
import { appArmor, hostProcess, rootUser, seLinux } from "./securityContext";

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
