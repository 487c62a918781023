import { deepEqual } from "node:assert/strict";

import { wellFormed } from "../../../policy/rules/meta/wellFormed";
import { imagePinned } from "../../../policy/rules/pod/imagePinned";
import { managementPrivate } from "../../../policy/rules/port/managementPrivate";
import { workloadMinimum } from "../../../policy/rules/replica/workloadMinimum";
import { judge, unknown } from "../judge";
import { resource, type TestResource } from "../shopStack";

const deployment = (name: string, image: string) => ({
    metadata: { name, namespace: "shop" },
    spec: { template: { spec: { containers: [{ name: "one", image }] } } },
});
const list = (type: string, items: unknown): TestResource => resource(type, "several", { items });

const unpinned = (name: string) =>
    `Deployment "shop/${name}" container "one" image is "shop/api"; prod requires a version tag other than latest. Append the version that was tested, such as :1.4.2.`;

describe("the objects of a list", () => {
    it("are judged one by one, by the kind of the list", async () => {
        const items = [deployment("a", "shop/api"), deployment("b", "shop/api:1"), {}];
        const { violations } = await judge(imagePinned, [list("apps/v1:DeploymentList", items)]);
        deepEqual(violations, [unpinned("a")]);
    });

    it("are judged by kinds of their own in a List", async () => {
        const items = [
            { apiVersion: "apps/v1", kind: "Deployment", ...deployment("a", "shop/api") },
            { apiVersion: "v1", kind: "Pod", spec: { containers: [{ name: "b", image: "api" }] } },
            { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" } },
        ];
        const { violations } = await judge(imagePinned, [list("core/v1:List", items)]);
        deepEqual(violations, [
            unpinned("a"),
            'Pod "default/several[1]" container "b" image is "api"; prod requires a version tag other than latest. Append the version that was tested, such as :1.4.2.',
        ]);
    });

    it("are judged together with the rest of the stack", async () => {
        const items = [
            {
                metadata: { name: "ui", namespace: "shop" },
                spec: {
                    type: "LoadBalancer",
                    selector: { "app.kubernetes.io/component": "rabbitmq" },
                    ports: [{ name: "management", port: 15672 }],
                },
            },
        ];
        const { violations } = await judge(managementPrivate, [list("core/v1:ServiceList", items)]);
        deepEqual(violations, [
            'Service "shop/ui" port "management" is 15672 on a LoadBalancer; prod requires management and metrics ports on ClusterIP only. Use ClusterIP and reach it with kubectl port-forward.',
        ]);
    });

    it("are compared with what the program declared, each with its own", async () => {
        const declared = list("apps/v1:DeploymentList", [
            deployment("a", "shop/api:1"),
            { ...deployment("b", "shop/api:1"), spec: { replicas: 2 } },
        ]);
        const answered = list("apps/v1:DeploymentList", [
            { ...deployment("a", "shop/api:1"), spec: { replicas: 1 } },
            { ...deployment("b", "shop/api:1"), spec: { replicas: 2 } },
        ]);
        const { violations } = await judge(workloadMinimum, [declared], {}, [answered]);
        deepEqual(violations, [
            'Deployment "shop/a" spec.replicas is unset, which means 1; prod requires at least 2. Use 2.',
        ]);
    });

    it("are judged although one of them is null, or not known yet", async () => {
        const items = [null, unknown, deployment("a", "shop/api")];
        const stack = [list("apps/v1:DeploymentList", items)];
        deepEqual((await judge(imagePinned, stack)).violations, [unpinned("a")]);
        deepEqual((await judge(wellFormed, stack)).violations, [
            'Deployment "default/several[0]" all of it is null, and Kubernetes takes an object. Remove it, or put a value in its place.',
        ]);
    });

    it("are reported as not known where the list is not", async () => {
        const judgement = await judge(imagePinned, [list("apps/v1:DeploymentList", unknown)]);
        deepEqual(judgement, { violations: [], unknown: "items" });
    });

    it("are none in a custom kind that is only called a list", async () => {
        const stack = [resource("shop.example.com/v1:PriceList", "several", { spec: {} })];
        deepEqual((await judge(wellFormed, stack)).violations, []);
    });
});
