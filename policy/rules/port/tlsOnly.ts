import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { isBrokerLabels } from "../../kubernetes/broker";
import { exposureOf, portNumbers, reachesBroker, type Service } from "../../kubernetes/exposure";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { portLabel, targetPortOf } from "../../kubernetes/ports";
import { clusterService } from "../../kubernetes/rabbitMqCluster";
import { portsByName, tlsTwins } from "../../kubernetes/rabbitMqPorts";
import type { Trigger } from "../../kubernetes/shapes/autoscaling";

interface Config {
    plain: number[];
    insideCluster: boolean;
}

/** A Service that says itself that it is a broker's is judged before it is made; others with their stack. */
export const tlsOnly = defineRule<Config>({
    id: "port-tls-only",
    description:
        "A RabbitMQ broker's Services serve clients over TLS only, and KEDA asks over TLS.",
    severity: "critical",
    tags: ["security", "network", "rabbitmq"],
    remediation:
        "Let the broker listen with TLS, and serve the TLS port in place of the plain one.",
    defaults: { plain: Object.keys(tlsTwins).map(Number), insideCluster: true },
    schema: {
        plain: {
            type: "array",
            description: "The ports without TLS that no Service may serve.",
            items: { type: "integer", minimum: 1, maximum: 65535 },
        },
        insideCluster: {
            type: "boolean",
            description:
                "Whether it is meant of what only pods of the cluster reach as well, KEDA included.",
        },
    },
    checkObject(object, examination) {
        const { attempt, config, each } = examination;
        if (isKind(object, "core/Service") && isLabelled(object) && isMeant(object, config)) {
            each(object.props.spec?.ports, (port, index) => {
                const target = targetPortOf(port);
                const reached = typeof target === "string" ? portsByName[target] : target;
                checkNumbers(object, portLabel(port, index), [reached, port.port], examination);
            });
        }
        if (config.insideCluster && isKind(object, "keda.sh/ScaledObject", "keda.sh/ScaledJob")) {
            each(object.props.spec?.triggers, (trigger, index) =>
                checkTrigger(object, trigger, index, examination),
            );
        }
        if (isKind(object, "rabbitmq.com/RabbitmqCluster")) {
            attempt(() => {
                const { type = "ClusterIP", ports = [] } = clusterService(object);
                if (config.insideCluster || type !== "ClusterIP") {
                    const served = ports.map(({ port }) => port);
                    checkNumbers(object, "its Service", served, examination);
                }
            });
        }
    },
    checkStack(stack, examination) {
        const { config, each } = examination;
        each(stack.ofKind("core/Service"), (service) => {
            if (
                !isLabelled(service) &&
                isMeant(service, config) &&
                reachesBroker(service, stack, examination)
            ) {
                each(service.props.spec?.ports, (port, index) => {
                    const numbers = portNumbers(port, service, stack, examination);
                    checkNumbers(service, portLabel(port, index), numbers, examination);
                });
            }
        });
    },
});

/** KEDA asks a broker with a login of its own. */
function checkTrigger(
    object: KubernetesObject,
    { type, metadata }: Trigger,
    index: number,
    { report, attempt }: Examination<Config>,
): void {
    if (type !== "rabbitmq") {
        return;
    }
    const at = `spec.triggers[${index}].metadata`;
    attempt(() => {
        const scheme = /^(amqp|http):/.exec(metadata?.["host"] ?? "")?.[1];
        if (scheme) {
            report(object, {
                at: `${at}.host`,
                is: `${scheme}, without TLS`,
                requires: "TLS",
                fix: `Use ${scheme}s`,
            });
        }
    });
    attempt(() => {
        if (metadata?.["unsafeSsl"] === "true") {
            report(object, {
                at: `${at}.unsafeSsl`,
                is: "true, which trusts any certificate",
                requires: "a certificate that is checked",
                fix: "Remove it and give the CA by a TriggerAuthentication",
            });
        }
    });
}

/** With Services that are reached from outside the cluster, it always is. */
function isMeant(service: Service, { insideCluster }: Config): boolean {
    return insideCluster || exposureOf(service) !== undefined;
}

function isLabelled(service: Service): boolean {
    const { metadata, spec } = service.props;
    return isBrokerLabels(spec?.selector, service) || isBrokerLabels(metadata?.labels, service);
}

function checkNumbers(
    object: KubernetesObject,
    at: string,
    numbers: readonly (number | undefined)[],
    { config, report }: Examination<Config>,
): void {
    const plain = numbers.find((number) => number !== undefined && config.plain.includes(number));
    if (plain !== undefined) {
        const twin = tlsTwins[plain];
        report(object, {
            at,
            is: `${plain}, without TLS`,
            requires: "TLS",
            fix: twin ? `Serve ${twin} instead` : "Serve its TLS port instead",
        });
    }
}
