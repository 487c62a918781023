import type { LocatedPodTemplate } from "../podTemplate";
import type { SecurityContext } from "../shapes/pod";
import { breach, type Limit, strict } from "./breach";
import { appArmor, hostProcess, rootUser, seLinux } from "./securityContext";

/** A container's security context, next to that of its pod, which it inherits from. */
export interface ContainerSecurity {
    readonly container: SecurityContext | undefined;
    readonly pod: SecurityContext | undefined;
    readonly onWindows: boolean;
}

export function onWindows(template: LocatedPodTemplate): boolean {
    return template.spec?.os?.name === "windows";
}

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
