import { defineRule } from "../../engine/rule";

export const readOnlyRoot = defineRule({
    id: "pod-read-only-root",
    description: "A container cannot write to its own root file system.",
    severity: "medium",
    tags: ["security"],
    frameworks: ["cis"],
    remediation: "Set readOnlyRootFilesystem to true, and mount an emptyDir where it must write.",
    defaults: { exempt: [] as string[] },
    schema: {
        exempt: {
            type: "array",
            description: "Names of containers that may write to their root file system.",
            items: { type: "string", minLength: 1 },
        },
    },
    checkContainer({ container, pod, where }, { config, report }) {
        const value = container.securityContext?.readOnlyRootFilesystem;
        if (value !== true && !config.exempt.includes(container.name ?? "")) {
            report(pod.object, {
                at: `${where} securityContext.readOnlyRootFilesystem`,
                is: `${value ?? "unset, which means false"}`,
                requires: "true",
                fix: "Set it to true and mount an emptyDir where it must write",
            });
        }
    },
});
