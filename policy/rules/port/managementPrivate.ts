import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { backendNumbers, exposureOf, mayReachBroker, portNumbers } from "../../kubernetes/exposure";
import { portLabel } from "../../kubernetes/ports";
import { clusterService } from "../../kubernetes/rabbitMqCluster";
import { managementPorts } from "../../kubernetes/rabbitMqPorts";
import { eachBackend, eachListener } from "../../kubernetes/routes";
import type { Stack } from "../../kubernetes/stack";

interface Config {
    ports: number[];
}

export const managementPrivate = defineRule<Config>({
    id: "port-management-private",
    description:
        "RabbitMQ's management and metrics ports are not reachable from outside the cluster.",
    severity: "critical",
    tags: ["security", "network", "rabbitmq"],
    remediation: "Serve the port from a ClusterIP Service, and reach it with a port-forward.",
    defaults: { ports: [...managementPorts] },
    schema: {
        ports: {
            type: "array",
            description: "The ports that must stay inside the cluster.",
            items: { type: "integer", minimum: 1, maximum: 65535 },
        },
    },
    checkStack(stack, examination) {
        checkServices(stack, examination);
        checkClusters(stack, examination);
        checkRoutes(stack, examination);
    },
});

function checkServices(stack: Stack, examination: Examination<Config>): void {
    const { config, report, each } = examination;
    each(stack.ofKind("core/Service"), (service) => {
        const exposure = exposureOf(service);
        if (!exposure || !mayReachBroker(service, stack, examination)) {
            return;
        }
        each(service.props.spec?.ports, (port, index) => {
            const found = portNumbers(port, service, stack, examination).find((number) =>
                config.ports.includes(number),
            );
            if (found !== undefined) {
                report(service, {
                    at: portLabel(port, index),
                    is: `${found} on ${exposure}`,
                    requires: "management and metrics ports on ClusterIP only",
                    fix: "Use ClusterIP and reach it with kubectl port-forward",
                });
            }
        });
    });
}

/** The operator makes the Service of a RabbitmqCluster, of the type that the object names. */
function checkClusters(stack: Stack, { config, report, each }: Examination<Config>): void {
    each(stack.ofKind("rabbitmq.com/RabbitmqCluster"), (cluster) => {
        const { type = "ClusterIP", ports } = clusterService(cluster);
        const found = (ports ?? []).find(({ port }) => config.ports.includes(port ?? 0))?.port;
        if (["LoadBalancer", "NodePort"].includes(type) && found !== undefined) {
            report(cluster, {
                at: "its Service",
                is: `${found} on a ${type}`,
                requires: "management and metrics ports on ClusterIP only",
                fix: "Use ClusterIP and reach it with kubectl port-forward",
            });
        }
    });
}

function checkRoutes(stack: Stack, examination: Examination<Config>): void {
    const { config, report } = examination;
    const isPrivate = (number: number | string | undefined) =>
        config.ports.some((port) => port === number);
    examination.each(stack.objects, (object) => {
        eachBackend(object, examination, (backend) => {
            const found = backendNumbers(backend, stack, examination).find(isPrivate);
            if (found !== undefined) {
                report(object, {
                    at: `the backend "${backend.name}"`,
                    is: `${found}`,
                    requires: "management and metrics ports on ClusterIP only",
                    fix: "Remove the backend and reach it with kubectl port-forward",
                });
            }
        });
        eachListener(object, examination, (port) => {
            if (isPrivate(port)) {
                report(object, {
                    at: "a listener",
                    is: `${port}`,
                    requires: "management and metrics ports on ClusterIP only",
                    fix: "Remove it and reach the port with kubectl port-forward",
                });
            }
        });
    });
}
