import type { OperatorProgram, Patch } from "./operator";
import { Operator } from "./operator";

const namespace = "rabbitmq-system";
const clusterModule = "github.com/rabbitmq/cluster-operator/v2";
const topologyModule = "github.com/rabbitmq/messaging-topology-operator";
export const clusterOperatorVersion = "2.20.0";
export const topologyOperatorVersion = "1.19.1";

/** RabbitMQ's operator for clusters. */
export function clusterOperator(): Operator {
    return new Operator({
        module: clusterModule,
        namespace,
        manifests: ["installation"],
        programs: [
            program({
                ...{ name: "cluster-operator", module: clusterModule },
                version: clusterOperatorVersion,
                image: "ghcr.io/rabbitmq/cluster-operator",
                deployment: "rabbitmq-cluster-operator",
            }),
        ],
    });
}

/** RabbitMQ's operator for what is in clusters, beside the one for clusters and without its webhooks, which need cert-manager. */
export function topologyOperator(): Operator {
    return new Operator({
        module: topologyModule,
        namespace,
        manifests: ["crd", "rbac", "manager"],
        given: { namespace, namePrefix: "messaging-topology-" },
        programs: [
            program({
                ...{ name: "messaging-topology-operator", module: topologyModule },
                version: topologyOperatorVersion,
                image: "localhost/messaging-topology-operator",
                deployment: "operator",
                patches: [
                    [
                        "add",
                        "env",
                        [
                            { name: "ENABLE_WEBHOOKS", value: "false" },
                            { name: "OPERATOR_NAMESPACE", value: namespace },
                        ],
                    ],
                ],
            }),
        ],
    });
}

function program(
    named: { name: string; module: string; version: string; patches?: Patch[] } & Pick<
        OperatorProgram,
        "image" | "deployment"
    >,
): OperatorProgram {
    const { name, module, version, image, deployment, patches = [] } = named;
    return {
        tool: { name, version, module: "rabbitmq-operators", package: `${module}/cmd` },
        image,
        deployment,
        // Whatever the command is called in their images.
        patches: [["replace", "command/0", `/${name}`], ...patches],
    };
}
