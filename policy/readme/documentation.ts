import {
    type Environment,
    type EnvironmentConfig,
    environments,
} from "../engine/environmentConfig";
import type { Policy } from "../engine/policyOf";
import { exemptionListId } from "../rules/exemption/list";

/** The generated part of README.md: a table of all policies, and a section on each. */
export function documentation(
    policies: readonly Policy[],
    configs: { readonly [environment in Environment]: EnvironmentConfig },
): string {
    const header = ["Policy", "Checks that", ...environments, "Fix"];
    const rows = policies.map((policy) => [
        `[${policy.name}](#${policy.name})`,
        policy.description,
        ...environments.map((environment) => settingOf(configs[environment][policy.name])),
        policy.remediationSteps ?? "",
    ]);
    const table = [header, header.map(() => "---"), ...rows]
        .map((cells) => `| ${cells.join(" | ")} |`)
        .join("\n");
    return [table, ...policies.map(section)].join("\n\n");
}

/** `mandatory (min 3)` */
function settingOf(setting: EnvironmentConfig[string] | undefined): string {
    if (setting === undefined || typeof setting === "string") {
        return setting ?? "advisory";
    }
    const { enforcementLevel = "advisory", ...properties } = setting;
    const shown = Object.entries(properties)
        .filter(([, value]) => !Array.isArray(value))
        .map(([property, value]) => `${property} ${JSON.stringify(value)}`);
    return shown.length > 0 ? `${enforcementLevel} (${shown.join(", ")})` : enforcementLevel;
}

function section(policy: Policy): string {
    const properties = Object.entries(policy.configSchema?.properties ?? {}).map(
        ([property, schema]) =>
            `- \`${property}\`: ${schema.description ?? ""} Defaults to \`${JSON.stringify(schema.default)}\`.`,
    );
    return [
        `### ${policy.name}`,
        `${policy.description} Severity: ${policy.severity}.`,
        `Fix: ${policy.remediationSteps}`,
        ...(policy.remediateResource
            ? ["With the level `remediate`, what is unset is set: see [Remediation](#remediation)."]
            : []),
        ...(properties.length > 0
            ? [`Configuration, under \`${policy.name}\`:`, properties.join("\n")]
            : []),
        ...(policy.name === exemptionListId ? ["See [Exemptions](#exemptions)."] : []),
    ].join("\n\n");
}
