import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import {
    exposureOf,
    portNumbers,
    reachesBroker,
    type Service,
    serviceNamed,
} from "../../kubernetes/exposure";
import type { KubernetesObject } from "../../kubernetes/object";
import { portLabel } from "../../kubernetes/ports";
import { managementPorts } from "../../kubernetes/rabbitMqPorts";
import type { IngressBackend } from "../../kubernetes/shapes";
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
        checkIngresses(stack, examination);
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

function checkIngresses(stack: Stack, examination: Examination<Config>): void {
    const { each, attempt } = examination;
    each(stack.ofKind("networking.k8s.io/Ingress"), (ingress) => {
        const check = (backend: IngressBackend | undefined) =>
            checkBackend(ingress, backend, stack, examination);
        attempt(() => check(ingress.props.spec?.defaultBackend));
        each(ingress.props.spec?.rules, (rule) =>
            each(rule.http?.paths, (path) => check(path.backend)),
        );
    });
}

function checkBackend(
    ingress: KubernetesObject,
    backend: IngressBackend | undefined,
    stack: Stack,
    examination: Examination<Config>,
): void {
    const { name, port } = backend?.service ?? {};
    const service = serviceNamed(name, ingress, stack, examination);
    const numbers = service
        ? backendNumbers(service, port, stack, examination)
        : [port?.number ?? 0];
    const found = numbers.find((number) => examination.config.ports.includes(number));
    if (found !== undefined) {
        examination.report(ingress, {
            at: `the backend "${name}"`,
            is: `${found}`,
            requires: "management and metrics ports on ClusterIP only",
            fix: "Remove the backend and reach it with kubectl port-forward",
        });
    }
}

function backendNumbers(
    service: Service,
    port: { name?: string; number?: number } | undefined,
    stack: Stack,
    examination: Examination<Config>,
): number[] {
    if (!reachesBroker(service, stack, examination)) {
        return [];
    }
    return examination
        .matching(service.props.spec?.ports ?? [], (candidate) =>
            port?.name ? candidate.name === port.name : candidate.port === port?.number,
        )
        .flatMap((candidate) => portNumbers(candidate, service, stack, examination));
}
