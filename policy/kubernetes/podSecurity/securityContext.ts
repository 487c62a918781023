import type { SecurityContext } from "../shapes/pod";
import { type Breach, breach, strict } from "./breach";

// What a pod and a container may both set.

export function rootUser(context: SecurityContext | undefined): Breach | undefined {
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

export function seLinux(context: SecurityContext | undefined): Breach | undefined {
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

export function appArmor(context: SecurityContext | undefined): Breach | undefined {
    return context?.appArmorProfile?.type === "Unconfined"
        ? breach(
              "securityContext.appArmorProfile.type",
              "Unconfined",
              "RuntimeDefault or Localhost",
              "Set it to RuntimeDefault",
          )
        : undefined;
}

export function hostProcess(context: SecurityContext | undefined): Breach | undefined {
    return context?.windowsOptions?.hostProcess === true
        ? breach("securityContext.windowsOptions.hostProcess", "true", "false", "Remove it")
        : undefined;
}
