import { deepEqual } from "node:assert/strict";

import { imagePinned } from "../../../policy/rules/pod/imagePinned";
import { noLiteralSecret } from "../../../policy/rules/pod/noLiteralSecret";
import { resources } from "../../../policy/rules/pod/resources";
import { restricted } from "../../../policy/rules/pod/restricted";
import { serviceAccount } from "../../../policy/rules/pod/serviceAccount";
import { noHostPort } from "../../../policy/rules/port/noHostPort";
import { brokerMinimum } from "../../../policy/rules/replica/brokerMinimum";
import { brokerOdd } from "../../../policy/rules/replica/brokerOdd";
import { pdbQuorum } from "../../../policy/rules/replica/pdbQuorum";
import { spread } from "../../../policy/rules/replica/spread";
import { rules } from "../../../policy/rules/rules";
import { judge } from "../judge";
import { resource } from "../shopStack";

const cluster = (spec: object) => resource("rabbitmq.com/v1beta1:RabbitmqCluster", "mq", { spec });
const overriding = (fields: object, template?: object) =>
    cluster({ replicas: 3, override: { statefulSet: { spec: { ...fields, template } } } });
const node = (fields: object) =>
    overriding({}, { spec: { containers: [{ name: "rabbitmq", ...fields }] } });

const at = 'RabbitmqCluster "shop/mq" spec.override.statefulSet.spec';

async function violations(
    rule: Parameters<typeof judge>[0],
    ...stack: ReturnType<typeof cluster>[]
) {
    return (await judge(rule, stack)).violations;
}

describe("a RabbitmqCluster", () => {
    it("keeps every rule about pods and replicas with what the operator makes by itself", async () => {
        const found: string[] = [];
        for (const rule of rules.filter(({ id }) => /^(pod|replica)-(?!pdb-required)/.test(id))) {
            found.push(...(await violations(rule, cluster({ replicas: 3 }))));
        }
        deepEqual(found, []);
    });

    it("counts the replicas that it overrides", async () => {
        deepEqual(await violations(brokerMinimum, overriding({ replicas: 1 })), [
            `${at}.replicas is 1; prod requires at least 3. Use 3.`,
        ]);
        deepEqual(await violations(brokerOdd, overriding({ replicas: 2 })), [
            `${at}.replicas is 2; prod requires an odd count (1, 3, 5, 7). Use 3.`,
        ]);
        const budget = resource("policy/v1:PodDisruptionBudget", "mq", {
            spec: {
                maxUnavailable: 2,
                selector: { matchLabels: { "app.kubernetes.io/name": "mq" } },
            },
        });
        deepEqual(await violations(pdbQuorum, overriding({ replicas: 5 }), budget), []);
        deepEqual((await violations(pdbQuorum, overriding({ replicas: 3 }), budget)).length, 1);
    });

    it("is held to what it overrides in the pod", async () => {
        deepEqual(await violations(restricted, overriding({}, { spec: { hostPID: true } })), [
            `${at}.template.spec.hostPID is true; prod requires false. Remove hostPID.`,
        ]);
        deepEqual(await violations(restricted, node({ securityContext: { privileged: true } })), [
            'RabbitmqCluster "shop/mq" container "rabbitmq" securityContext.privileged is true; prod requires false. Remove it.',
        ]);
        deepEqual(
            await violations(noHostPort, node({ ports: [{ name: "amqp", hostPort: 5672 }] })),
            [
                'RabbitmqCluster "shop/mq" container "rabbitmq" port "amqp" hostPort is 5672; prod requires none. Remove hostPort and use a Service.',
            ],
        );
        deepEqual(
            await violations(
                serviceAccount,
                overriding({}, { spec: { serviceAccountName: "default" } }),
            ),
            [
                `${at}.template.spec.serviceAccountName is "default"; prod requires a ServiceAccount of its own. Create one and name it.`,
            ],
        );
        deepEqual(
            (
                await violations(
                    noLiteralSecret,
                    node({ env: [{ name: "PASSWORD", value: "hunter2" }] }),
                )
            ).length,
            1,
        );
    });

    it("answers for a container that it adds, like any other object", async () => {
        const sidecar = { name: "sidecar", image: "shop/sidecar" };
        const found = overriding({}, { spec: { containers: [sidecar] } });
        deepEqual((await violations(restricted, found)).length, 2);
        deepEqual(await violations(imagePinned, found), [
            'RabbitmqCluster "shop/mq" container "sidecar" image is "shop/sidecar"; prod requires a version tag other than latest. Append the version that was tested, such as :1.4.2.',
        ]);
    });

    it("is held to the image, the memory and the affinity that it names", async () => {
        deepEqual(await violations(imagePinned, cluster({ image: "rabbitmq" })), [
            'RabbitmqCluster "shop/mq" container "rabbitmq" image is "rabbitmq"; prod requires a version tag other than latest. Append the version that was tested, such as :1.4.2.',
        ]);
        const memory = { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "2Gi" } };
        deepEqual(await violations(resources, cluster({ resources: memory })), [
            'RabbitmqCluster "shop/mq" container "rabbitmq" resources.requests.memory is 1Gi; prod requires the limit of a broker, 2Gi. Use 2Gi.',
        ]);
        const constraints = [{ topologyKey: "made/up", labelSelector: {} }];
        deepEqual(
            (
                await violations(
                    spread,
                    overriding({}, { spec: { topologySpreadConstraints: constraints } }),
                )
            ).length,
            1,
        );
    });
});
