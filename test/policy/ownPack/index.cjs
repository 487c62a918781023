const { PolicyPack } = require("@pulumi/policy");
const { defineRule, environmentConfig, isKind, policies } = require("queue-workloads-policy");

const teamLabel = defineRule({
    id: "meta-team",
    description: "A Service says which team runs it.",
    severity: "low",
    tags: ["labels"],
    remediation: "Set the label team.",
    defaults: { label: "team" },
    schema: { label: { type: "string", description: "The label that names the team." } },
    checkObject(object, { config, report }) {
        if (isKind(object, "core/Service") && !object.props.metadata?.labels?.[config.label]) {
            report(object, {
                at: `metadata.labels.${config.label}`,
                is: "unset",
                requires: "a team",
                fix: "Set it",
            });
        }
    },
});

new PolicyPack(
    "own",
    { policies: policies({ groups: ["rbac"], tags: ["secrets"], additional: [teamLabel] }) },
    { ...environmentConfig("prod"), "meta-team": "mandatory" },
);
