import { deepEqual, equal, ok } from "node:assert/strict";

import type { BrokerAccess } from "../../components/index";
import { RabbitMqCluster, RabbitMqTopology } from "../../components/index";
import { configPath, environments, readConfig } from "../../policy/engine/environmentConfig";
import { rules } from "../../policy/rules/rules";
import { team } from "../components/team/billing";
import { asConfiguration, runProgram, runStack, stackConfiguration } from "../harness";
import { brokenStack, canary } from "./brokenStack";
import { changedBroker, changedStack } from "./changedStack";
import { unknown } from "./judge";
import { type PackDiagnostic, PackProcess } from "./packProcess";
import { asPoliciesSee, shippedResources } from "./shippedResources";
import { changed, container, shopStack } from "./shopStack";

const everythingMandatory = Object.fromEntries(rules.map(({ id }) => [id, "mandatory"]));

describe("the policy pack in its own process", () => {
    let pack: PackProcess;

    before(async () => {
        pack = await PackProcess.start();
    });
    after(() => pack.stop());

    it("tells the engine its policies, and how each is configured", async () => {
        const { name, supportsconfig, policiesList } = await pack.info();
        deepEqual([name, supportsconfig], ["queue-workloads", true]);
        deepEqual(
            policiesList.map((policy) => policy.name),
            ["exemption-list", ...rules.map(({ id }) => id), "exemption-used"],
        );
        const properties = policiesList.slice(1, -1).map(({ configschema }) => {
            const fields = configschema?.properties?.fieldsMap ?? [];
            return fields.map(([field]) => field).sort();
        });
        deepEqual(
            properties,
            rules.map(({ schema }) => Object.keys(schema).sort()),
        );
    });

    it("finds nothing in a stack that keeps all rules", async () => {
        await pack.configure(everythingMandatory);
        deepEqual(await pack.judge(shopStack()), []);
    });

    it("finds what is wrong by every rule, and shows no secret", async () => {
        await pack.configure(everythingMandatory);
        const found = await pack.judge(brokenStack());
        deepEqual(
            rules.map(({ id }) => id).filter((id) => !found.some(({ policy }) => policy === id)),
            [],
        );
        equal(JSON.stringify(found).includes(canary), false);
    });

    it("puts the rule before the finding, with level and severity", async () => {
        await pack.configure(everythingMandatory);
        const stack = changed(shopStack(), "StatefulSet/rabbitmq", { "spec.replicas": 4 });
        deepEqual(await pack.judge(stack), [
            {
                policy: "replica-broker-odd",
                level: "mandatory",
                severity: "high",
                urn: "urn:pulumi:prod::shop::kubernetes:apps/v1:StatefulSet::rabbitmq",
                message:
                    "A RabbitMQ broker runs an odd number of replicas, because quorum queues need a majority.\n" +
                    'StatefulSet "shop/rabbitmq" spec.replicas is 4; prod requires an odd count (1, 3, 5, 7). Use 5.',
            },
        ]);
    });

    it("follows the levels and the numbers of the configuration", async () => {
        const stack = changed(shopStack(), "Deployment/orders-api", { "spec.replicas": 4 });
        const found = async (setting: string | object) => {
            await pack.configure({ "replica-workload-minimum": setting as { min: number } });
            return (await pack.judge(stack)).map(({ level, policy }) => `${level} ${policy}`);
        };
        deepEqual(await found({ enforcementLevel: "advisory", min: 4 }), [
            "advisory replica-workload-minimum",
        ]);
        deepEqual(await found({ enforcementLevel: "mandatory", min: 5 }), [
            "mandatory replica-workload-minimum",
            "mandatory replica-workload-minimum",
        ]);
        deepEqual(await found("disabled"), []);
    });

    it("reports all that is known, then once for a policy that a value is not known", async () => {
        await pack.configure(everythingMandatory);
        const stack = changed(shopStack(), "Deployment/orders-api", {
            [`${container}.image`]: unknown,
            "spec.template.spec.containers.1": { name: "sidecar", image: "shop/sidecar" },
        });
        const found = (await pack.judge(stack)).filter(
            ({ policy }) => policy === "pod-image-pinned",
        );
        deepEqual(
            found.map(({ level, message }) => [level, message.split("\n").at(-1)]),
            [
                [
                    "mandatory",
                    'Deployment "shop/orders-api" container "sidecar" image is "shop/sidecar"; prod requires a version tag other than latest. Append the version that was tested, such as :1.4.2.',
                ],
                [
                    "advisory",
                    "can't run policy 'pod-image-pinned' from policy pack 'queue-workloads@v0.1.0' during preview: string value at .spec.template.spec.containers.0.image can't be known during preview",
                ],
            ],
        );
    });

    it("shows findings that are exempt, as advisories with reason and date", async () => {
        const urn = "urn:pulumi:prod::shop::*::orders-api";
        const reason = "Moves to a LoadBalancer next month";
        const exemption = { policies: ["port-service-type"], urn, reason, expires: "2099-12-31" };
        await pack.configure({
            ...everythingMandatory,
            "exemption-list": { enforcementLevel: "mandatory", list: [exemption] },
            "exemption-used": "advisory",
        });
        const stack = changed(shopStack(), "Service/orders-api", { "spec.type": "NodePort" });
        deepEqual(
            (await pack.judge(stack)).map(({ level, policy, message }) => [
                level,
                policy,
                message.split("\n")[1],
            ]),
            [
                [
                    "advisory",
                    "exemption-used",
                    `port-service-type is exempt until 2099-12-31 (${reason}). It says: Service "shop/orders-api" spec.type is NodePort; prod requires ClusterIP. Use ClusterIP.`,
                ],
            ],
        );
    });

    for (const environment of environments) {
        it(`finds nothing in the shipped stack ${environment}`, async () => {
            await pack.configure(readConfig(configPath(environment)));
            deepEqual(await pack.judge(await shippedResources(environment, false)), []);
        });

        it(`finds nothing in ${environment} in a team's topology on a broker of another stack`, async () => {
            await pack.configure(readConfig(configPath(environment)));
            const resources = asPoliciesSee(await runProgram(team()));
            ok(resources.some(({ type }) => type === "kubernetes:batch/v1:CronJob"));
            deepEqual(await pack.judge(resources), []);
        });

        it(`finds nothing in ${environment} in a broker that the operator is to run`, async () => {
            await pack.configure(readConfig(configPath(environment)));
            const tls = { secretName: "certificate" };
            const resources = asPoliciesSee(
                await runProgram(() => {
                    const args = { namespace: "messaging", replicas: 3, tls };
                    const { brokerAccess: broker } = new RabbitMqCluster("hare", args);
                    new RabbitMqTopology("billing", { namespace: "billing", broker });
                }),
            );
            ok(resources.some(({ type }) => type.endsWith(":RabbitmqCluster")));
            deepEqual(await pack.judge(resources), []);
        });

        it(`finds nothing in the stack ${environment} with a tenant, and in the tenant's own`, async () => {
            await pack.configure(readConfig(configPath(environment)));
            const clients = { worker: { consumesFrom: ["invoices"] } };
            const tenants = { billing: { namespace: "billing", clients } };
            const config = {
                ...stackConfiguration(environment),
                ...asConfiguration({ "queue-workloads:tenants": tenants }),
            };
            const platform = await runStack(environment, { config });
            ok(JSON.stringify(platform.outputs).includes("rabbitmq-billing-worker-v1"));
            deepEqual(await pack.judge(asPoliciesSee(platform)), []);
            const { billing } = platform.outputs["tenants"] as { billing: BrokerAccess };
            const own = team({ broker: billing, clients: undefined });
            deepEqual(await pack.judge(asPoliciesSee(await runProgram(own))), []);
        });

        it(`finds nothing in the stack ${environment} with a broker that speaks every protocol`, async () => {
            await pack.configure(readConfig(configPath(environment)));
            const on = ["mqtt", "stomp", "stream", "webMqtt", "webStomp", "amqp10"];
            const protocols = Object.fromEntries(on.map((name) => [name, {}]));
            const config = changedBroker(environment, (broker) => ({ ...broker, protocols }));
            const resources = await shippedResources(environment, false, config);
            ok(JSON.stringify(resources).includes("rabbitmq_web_stomp"));
            deepEqual(await pack.judge(resources), []);
        });

        it(`finds nothing in the stack ${environment} with workloads that run once, and answer`, async () => {
            await pack.configure(readConfig(configPath(environment)));
            const once = changedStack(environment, "producers", ({ image, queue }) => ({
                ...{ image, queue, receivesReplies: true },
                runOnce: { run: 1 },
            }));
            const resources = await shippedResources(environment, false, once);
            ok(resources.some(({ urn }) => /:Job::orders-api/.test(urn)));
            deepEqual(await pack.judge(resources), []);
        });

        it(`finds nothing in the stack ${environment} with a consumer that is scaled`, async () => {
            await pack.configure(readConfig(configPath(environment)));
            for (const minReplicas of [0, undefined]) {
                const config = changedStack(environment, "consumers", ({ image, queue, http }) => ({
                    ...{ image, queue, http },
                    autoscaling: { minReplicas, maxReplicas: 3, messagesPerReplica: 100 },
                }));
                const resources = await shippedResources(environment, false, config);
                ok(resources.some(({ type }) => type.endsWith(":ScaledObject")));
                deepEqual(await pack.judge(resources), []);
            }
        });

        it(`finds nothing in the stack ${environment} with workloads on a schedule`, async () => {
            await pack.configure(readConfig(configPath(environment)));
            for (const kind of ["producers", "consumers"] as const) {
                const config = changedStack(environment, kind, ({ image, queue }) => ({
                    image,
                    queue,
                    schedule: { cron: "@hourly" },
                }));
                const resources = await shippedResources(environment, false, config);
                ok(resources.some(({ type }) => type === "kubernetes:batch/v1:CronJob"));
                deepEqual(await pack.judge(resources), []);
            }
        });
    }

    it("finds nothing in a preview of the shipped stack prod, but what is not known", async () => {
        await pack.configure(readConfig(configPath("prod")));
        const found = await pack.judge(await shippedResources("prod", true));
        deepEqual(
            found.filter((diagnostic) => !isNotKnown(diagnostic)),
            [],
        );
    });

    for (const environment of ["staging", "prod"] as const) {
        it(`blocks a broker without TLS in ${environment}`, async () => {
            await pack.configure(readConfig(configPath(environment)));
            const config = changedBroker(environment, ({ tls: _tls, ...broker }) => broker);
            const found = await pack.judge(await shippedResources(environment, false, config));
            deepEqual(
                found.map(
                    ({ level, policy, message }) =>
                        `${level} ${policy} ${/port "\w+"/.exec(message)?.[0]}`,
                ),
                ["amqp", "management"].map((port) => `mandatory port-tls-only port "${port}"`),
            );
        });
    }

    it("blocks two brokers, an exposed management port and a literal password in prod", async () => {
        await pack.configure(readConfig(configPath("prod")));
        const shipped = await shippedResources("prod", true);
        const changes: [string, { [key: string]: unknown }][] = [
            ["StatefulSet/rabbitmq", { "spec.replicas": 2 }],
            ["Service/rabbitmq", { "spec.type": "LoadBalancer" }],
            [
                "Deployment/orders-api",
                { [`${container}.env.0`]: { name: "PASSWORD", value: canary } },
            ],
        ];
        const stack = changes.reduce(
            (all, [which, fields]) => changed(all, which, fields),
            shipped,
        );
        const found = (await pack.judge(stack)).filter((diagnostic) => !isNotKnown(diagnostic));
        deepEqual(found.map(({ level, policy }) => `${level} ${policy}`).sort(), [
            "mandatory pod-no-literal-secret",
            "mandatory port-management-private",
            "mandatory port-management-private",
            "mandatory port-service-type",
            "mandatory port-source-ranges",
            "mandatory replica-broker-minimum",
            "mandatory replica-broker-odd",
        ]);
        equal(JSON.stringify(found).includes(canary), false);
    });
});

function isNotKnown({ level, message }: PackDiagnostic): boolean {
    return level === "advisory" && message.startsWith("can't run policy");
}
