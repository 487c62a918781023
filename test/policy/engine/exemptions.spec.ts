import { deepEqual, equal } from "node:assert/strict";

import { analyze } from "../../../policy/audit/analysis";
import { packPolicies } from "../../../policy/pack";
import { rules } from "../../../policy/rules/rules";
import { changed, shopStack } from "../shopStack";

const exemption = {
    policies: ["port-service-type"],
    urn: "urn:pulumi:prod::shop::*::orders-api",
    reason: "Moves to a LoadBalancer next month",
    expires: "2026-06-30",
};
const finding =
    'Service "shop/orders-api" spec.type is NodePort; prod requires ClusterIP. Use ClusterIP.';

const annotationName = "queue-workloads/exempt-port-service-type";

/** What is reported on a day about a NodePort, where these exemptions are configured. */
async function reported(
    today: string,
    list: object[],
    listLevel = "mandatory",
    { annotation, annotations = [] }: { annotation?: string; annotations?: string[] } = {},
) {
    const stack = changed(shopStack(), "Service/orders-api", {
        "spec.type": "NodePort",
        "metadata.annotations": annotation && { [annotationName]: annotation },
    });
    const diagnostics = await analyze(
        packPolicies(rules, () => today),
        stack.map(({ props, ...resource }) => ({ ...resource, inputs: props, outputs: props })),
        {
            all: "disabled",
            "port-service-type": "mandatory",
            "exemption-list": { enforcementLevel: listLevel, list, annotations },
            "exemption-used": "advisory",
        },
    );
    return diagnostics.map(({ level, policy, message }) => `${level} ${policy.name}: ${message}`);
}

describe("an exemption", () => {
    it("covers a finding until its last day, and is shown", async () => {
        deepEqual(await reported("2026-06-30", [exemption]), [
            `advisory exemption-used: port-service-type is exempt until 2026-06-30 (${exemption.reason}). It says: ${finding}`,
        ]);
    });

    it("covers nothing after its last day, and fails", async () => {
        deepEqual(await reported("2026-07-01", [exemption]), [
            `mandatory port-service-type: ${finding} Its exemption expired on 2026-06-30 (${exemption.reason}).`,
            `mandatory exemption-list: The exemption from port-service-type for "${exemption.urn}" expired on 2026-06-30 (${exemption.reason}). Remove it or give it a later date.`,
            `advisory exemption-used: The exemption from port-service-type for "${exemption.urn}" covers no finding. Remove it.`,
        ]);
    });

    for (const [what, other] of [
        ["another policy", { policies: ["port-named"] }],
        ["another resource", { urn: "urn:pulumi:prod::shop::*::orders-worker" }],
        ["another stack", { urn: "urn:pulumi:dev::*::orders-api" }],
        ["a part of the URN only", { urn: "*Service::orders" }],
    ] as const) {
        it(`for ${what} covers nothing, and is shown as of no use`, async () => {
            const entry = { ...exemption, ...other };
            deepEqual(await reported("2026-06-30", [entry]), [
                `mandatory port-service-type: ${finding}`,
                `advisory exemption-used: The exemption from ${entry.policies.join(", ")} for "${entry.urn}" covers no finding. Remove it.`,
            ]);
        });
    }

    it("covers nothing where exemptions are switched off", async () => {
        deepEqual(await reported("2026-06-30", [exemption], "disabled"), [
            `mandatory port-service-type: ${finding}`,
        ]);
    });

    it("covers the findings of a namespace", async () => {
        const entry = { ...exemption, urn: undefined, namespace: "sh*p" };
        deepEqual(await reported("2026-06-30", [entry]), [
            `advisory exemption-used: port-service-type is exempt until 2026-06-30 (${exemption.reason}). It says: ${finding}`,
        ]);
        deepEqual(await reported("2026-06-30", [{ ...entry, namespace: "sho" }]), [
            `mandatory port-service-type: ${finding}`,
            `advisory exemption-used: The exemption from port-service-type for "namespace sho" covers no finding. Remove it.`,
        ]);
    });

    it("stands in an annotation of the object, where the platform allows it", async () => {
        const annotation = `2026-06-30 ${exemption.reason}`;
        const annotations = ["port-service-type"];
        deepEqual(await reported("2026-06-30", [], "mandatory", { annotation, annotations }), [
            `advisory exemption-used: port-service-type is exempt until 2026-06-30 (${exemption.reason}). It says: ${finding}`,
        ]);
        deepEqual(await reported("2026-07-01", [], "mandatory", { annotation, annotations }), [
            `mandatory port-service-type: ${finding} Its exemption expired on 2026-06-30 (${exemption.reason}).`,
        ]);
        deepEqual(await reported("2026-06-30", [], "mandatory", { annotation }), [
            `mandatory port-service-type: ${finding} Its annotation ${annotationName} counts only where annotations of exemption-list name the policy.`,
        ]);
    });

    for (const annotation of ["2026-02-31 " + exemption.reason, exemption.reason, "2026-06-30 x"]) {
        it(`in an annotation that says "${annotation}" covers nothing, and says why`, async () => {
            const annotations = ["port-service-type"];
            deepEqual(await reported("2026-01-01", [], "mandatory", { annotation, annotations }), [
                `mandatory port-service-type: ${finding} Its annotation ${annotationName} does not count: give a last day and a reason, as in "2027-03-31 The partner moves in spring".`,
            ]);
        });
    }

    it("takes the signs of regular expressions in a URN for themselves", async () => {
        const entry = {
            ...exemption,
            urn: "urn:pulumi:prod::shop::kubernetes.core/v1:Service::orders-api",
        };
        equal(
            (await reported("2026-06-30", [entry]))[0],
            `mandatory port-service-type: ${finding}`,
        );
    });
});
