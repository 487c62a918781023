import { deepEqual, equal, throws } from "node:assert/strict";
import { join } from "node:path";

import { execa } from "execa";

import { packFolder } from "../../policy/engine/environmentConfig";
import { policies, type PolicySelection } from "../../policy/policies";
import { rules } from "../../policy/rules/rules";
import { PackProcess } from "./packProcess";
import { changed, container, shopStack } from "./shopStack";

const always = ["exemption-list", "meta-conventions"];
const names = (selection?: PolicySelection) => policies(selection).map(({ name }) => name);

describe("the policies of a pack of one's own", () => {
    it("are all of them where nothing is selected", () => {
        deepEqual(names(), ["exemption-list", ...rules.map(({ id }) => id), "exemption-used"]);
    });

    const selections: [PolicySelection, string[]][] = [
        [{ groups: ["rbac"] }, ["rbac-least-privilege"]],
        [{ names: ["port-named", "pod-probes"] }, ["port-named", "pod-probes"]],
        [{ tags: ["secrets"] }, ["pod-no-literal-secret"]],
        [
            { tags: ["autoscaling"] },
            [
                "replica-hpa-range",
                "replica-hpa-static-conflict",
                "replica-scale-to-zero",
                "port-scaled-to-zero",
            ],
        ],
        [
            { frameworks: ["pod-security/restricted"] },
            ["port-no-host-port", "port-probe-declared", "pod-restricted"],
        ],
        [
            { frameworks: ["cis"] },
            [
                "port-no-host-port",
                "port-network-policy",
                "pod-restricted",
                "pod-read-only-root",
                "pod-no-literal-secret",
                "pod-service-account",
                "rbac-least-privilege",
                "meta-labels-namespace",
            ],
        ],
        [{ groups: ["rbac"], names: ["pod-probes"] }, ["pod-probes", "rbac-least-privilege"]],
        [{ groups: [] }, []],
    ];
    for (const [selection, selected] of selections) {
        it(`are selected by ${JSON.stringify(selection)}`, () => {
            deepEqual(names(selection), [...always, ...selected, "exemption-used"]);
        });
    }

    it("are refused where the selection names what does not exist", () => {
        const selection = { groups: ["prot"], names: ["port-nmaed"], additional: [rules[0]!] };
        throws(() => policies(selection), {
            message: `The policies cannot be selected: groups holds prot: take some of meta, replica, port, pod, rbac. names holds port-nmaed: take some of ${rules.map(({ id }) => id).join(", ")}. additional holds meta-conventions, which the pack has already: give it another id.`,
        });
    });

    it("carry group, tags and frameworks for Pulumi to show", () => {
        const [, , restricted] = policies({ names: ["pod-restricted"] });
        deepEqual(restricted?.tags, ["pod", "security", "pod-security/restricted", "cis"]);
    });

    it("come from the package without a pack of its own", async () => {
        const program =
            'const { policies } = require("queue-workloads-policy"); console.log(policies().length);';
        const { stdout } = await execa("node", ["-e", program], { cwd: packFolder });
        equal(stdout, `${rules.length + 2}`);
    });

    it("run in another pack, together with a rule of its own and with exemptions", async () => {
        const pack = await PackProcess.start({}, join(__dirname, "ownPack"));
        try {
            const { name, policiesList } = await pack.info();
            deepEqual(
                [name, ...policiesList.map((policy) => policy.name)],
                [
                    "own",
                    ...always,
                    "pod-no-literal-secret",
                    "rbac-least-privilege",
                    "meta-team",
                    "exemption-used",
                ],
            );
            const exemption = {
                policies: ["meta-team"],
                urn: "urn:pulumi:prod::shop::*::rabbitmq*",
                reason: "The platform team runs it",
                expires: "2099-12-31",
            };
            await pack.configure({
                "exemption-list": { enforcementLevel: "mandatory", list: [exemption] },
                "pod-no-literal-secret": "mandatory",
                "meta-team": "mandatory",
            });
            const stack = changed(shopStack(), "Deployment/orders-api", {
                [`${container}.env.0`]: { name: "PASSWORD", value: "hunter2" },
            });
            const found = await pack.judge(stack);
            deepEqual(
                found.map(({ level, policy, message }) => [level, policy, message.split("\n")[1]]),
                [
                    [
                        "mandatory",
                        "pod-no-literal-secret",
                        'Deployment "shop/orders-api" container "producer" env "PASSWORD" holds a literal secret. Put it into a Secret and use valueFrom.secretKeyRef.',
                    ],
                    [
                        "mandatory",
                        "meta-team",
                        'Service "shop/orders-api" metadata.labels.team is unset; prod requires a team. Set it.',
                    ],
                    ...["rabbitmq", "rabbitmq-headless"].map((service) => [
                        "advisory",
                        "exemption-used",
                        `meta-team is exempt until 2099-12-31 (The platform team runs it). It says: Service "shop/${service}" metadata.labels.team is unset; prod requires a team. Set it.`,
                    ]),
                ],
            );
        } finally {
            await pack.stop();
        }
    });
});
