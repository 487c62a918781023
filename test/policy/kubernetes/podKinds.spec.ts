import { deepEqual } from "node:assert/strict";

import { restricted } from "../../../policy/rules/pod/restricted";
import { judge } from "../judge";
import { resource, type TestResource } from "../shopStack";

/** Every kind that makes pods, by type, and where the pod stands in it. */
const kinds: [type: string, path: string][] = [
    ["core/v1:Pod", ""],
    ["core/v1:PodTemplate", "template"],
    ["core/v1:ReplicationController", "spec.template"],
    ["apps/v1:Deployment", "spec.template"],
    ["apps/v1:StatefulSet", "spec.template"],
    ["apps/v1:ReplicaSet", "spec.template"],
    ["apps/v1:DaemonSet", "spec.template"],
    ["batch/v1:Job", "spec.template"],
    ["batch/v1:CronJob", "spec.jobTemplate.spec.template"],
    ["keda.sh/v1alpha1:ScaledJob", "spec.jobTargetRef.template"],
    ["argoproj.io/v1alpha1:Rollout", "spec.template"],
    ["apps.openshift.io/v1:DeploymentConfig", "spec.template"],
    ["apps.kruise.io/v1alpha1:CloneSet", "spec.template"],
    ["apps.kruise.io/v1beta1:StatefulSet", "spec.template"],
    ["apps.kruise.io/v1alpha1:DaemonSet", "spec.template"],
    ["serving.knative.dev/v1:Service", "spec.template"],
    ["serving.knative.dev/v1:Configuration", "spec.template"],
    ["serving.knative.dev/v1:Revision", ""],
    ["extensions/v1beta1:Deployment", "spec.template"],
    ["extensions/v1beta1:DaemonSet", "spec.template"],
    ["extensions/v1beta1:ReplicaSet", "spec.template"],
    ["rabbitmq.com/v1beta1:RabbitmqCluster", "spec.override.statefulSet.spec.template"],
];

describe("a pod of any kind", () => {
    for (const [type, path] of kinds) {
        it(`is judged in a ${type}`, async () => {
            const where = path === "" ? "" : `${path}.`;
            deepEqual(await findings(type, path, { hostNetwork: true }), [
                `${type.split(":")[1]} "shop/one" ${where}spec.hostNetwork is true; prod requires false. Remove hostNetwork.`,
            ]);
        });
    }

    it("is judged by nothing where there is none", async () => {
        for (const [type] of kinds.filter(([, path]) => path !== "")) {
            const { violations } = await judge(restricted, [resource(type, "one", { spec: {} })]);
            deepEqual([type, violations], [type, []]);
        }
    });
});

function findings(type: string, path: string, spec: object): Promise<string[]> {
    const keys = path === "" ? [] : path.split(".");
    const props = keys.reduceRight<object>((inner, key) => ({ [key]: inner }), { spec });
    const one: TestResource = resource(type, "one", { ...props });
    return judge(restricted, [one]).then(({ violations }) => violations);
}
