import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { exposureOf, portNumbers, reachesBroker, type Service } from "../../kubernetes/exposure";
import { type KubernetesObject, namespaceOf, objectName } from "../../kubernetes/object";
import { portLabel } from "../../kubernetes/ports";
import { clusterService } from "../../kubernetes/rabbitMqCluster";
import { managementPorts, portsByName } from "../../kubernetes/rabbitMqPorts";
import { type Backend, eachBackend } from "../../kubernetes/routes";
import type { Stack } from "../../kubernetes/stack";

interface Config {
    ports: number[];
}

export const managementPrivate = defineRule<Config>({
    id: "port-management-private",
    description:
        "RabbitMQ's management and metrics ports are not reachable from outside the cluster.",
    severity: "critical",
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
        if (!exposure || !reachesBroker(service, stack, examination)) {
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
    examination.each(stack.objects, (object) =>
        eachBackend(object, examination, (backend) =>
            checkBackend(object, backend, stack, examination),
        ),
    );
}

function checkBackend(
    route: KubernetesObject,
    backend: Backend,
    stack: Stack,
    examination: Examination<Config>,
): void {
    const { name, namespace, port } = backend;
    const [service] = examination.matching(
        stack.ofKind("core/Service"),
        (candidate) => objectName(candidate) === name && namespaceOf(candidate) === namespace,
    );
    const numbers = service
        ? backendNumbers(service, port, stack, examination)
        : [typeof port === "string" ? (portsByName[port] ?? 0) : (port ?? 0)];
    const found = numbers.find((number) => examination.config.ports.includes(number));
    if (found !== undefined) {
        examination.report(route, {
            at: `the backend "${name}"`,
            is: `${found}`,
            requires: "management and metrics ports on ClusterIP only",
            fix: "Remove the backend and reach it with kubectl port-forward",
        });
    }
}

/** Routes name a port of the Service, or one that it targets; without a port they mean all. */
function backendNumbers(
    service: Service,
    port: number | string | undefined,
    stack: Stack,
    examination: Examination<Config>,
): number[] {
    if (!reachesBroker(service, stack, examination)) {
        return [];
    }
    return examination
        .matching(
            service.props.spec?.ports ?? [],
            (candidate) =>
                port === undefined ||
                [candidate.name, candidate.port, candidate.targetPort].includes(port),
        )
        .flatMap((candidate) => portNumbers(candidate, service, stack, examination));
}
