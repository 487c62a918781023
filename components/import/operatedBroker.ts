import type { ServiceType } from "../kubernetes/service";
import { importedConfiguration, importedPlugins } from "./importedConfiguration";
import type { Imported } from "./importedHost";
import type { Manifest } from "./manifest";
import { nameOf } from "./manifest";
import type { NodeArguments } from "./nodeArguments";
import { nodeArguments } from "./nodeArguments";
import { inUnits } from "./quantity";

/** The fields of a RabbitmqCluster that are read here. https://www.rabbitmq.com/kubernetes/operator/using-operator */
interface Spec {
    replicas?: number;
    image?: string;
    imagePullSecrets?: { name: string }[];
    service?: { type?: string; annotations?: { [name: string]: string } };
    persistence?: { storageClassName?: string; storage?: string; emptyDir?: object };
    resources?: object;
    affinity?: object;
    tolerations?: object[];
    rabbitmq?: {
        additionalPlugins?: string[];
        additionalConfig?: string;
        advancedConfig?: string;
        envConfig?: string;
        erlangInetConfig?: string;
    };
    tls?: { secretName?: string; caSecretName?: string; disableNonTLSListeners?: boolean };
    override?: object;
    secretBackend?: object;
    terminationGracePeriodSeconds?: number;
}

/** As long as the operator's nodes may take to stop, unless it is told. */
const operatorsWeek = 604_800;

/** The arguments of a broker that is like one of RabbitMQ's cluster operator. */
export function operatedBroker(cluster: Manifest): Imported<NodeArguments> {
    const {
        service = {},
        persistence = {},
        rabbitmq = {},
        tls,
        ...spec
    }: Spec = cluster.spec ?? {};
    const configuration = importedConfiguration(rabbitmq.additionalConfig ?? "");
    const nodes = nodeArguments({
        ...spec,
        containers: [{ image: spec.image, resources: spec.resources }],
        terminationGracePeriodSeconds:
            spec.terminationGracePeriodSeconds === operatorsWeek
                ? undefined
                : spec.terminationGracePeriodSeconds,
    });
    const sizeGiB = inUnits(persistence.storage, "Gi");
    const { storageClassName } = persistence;
    return {
        declared: {
            replicas: spec.replicas ?? 1,
            ...nodes.declared,
            storage: persistence.emptyDir
                ? { ephemeral: true }
                : {
                      ...(sizeGiB !== undefined && { sizeGiB }),
                      ...(storageClassName !== undefined && { storageClassName }),
                  },
            ...importedPlugins(rabbitmq.additionalPlugins ?? []),
            additionalConfig: configuration.declared,
            ...(rabbitmq.advancedConfig && { advancedConfig: rabbitmq.advancedConfig }),
            ...(tls?.secretName && {
                tls: {
                    secretName: tls.secretName,
                    ...(tls.caSecretName &&
                        tls.caSecretName !== tls.secretName && {
                            caSecretName: tls.caSecretName,
                        }),
                    ...(!tls.disableNonTLSListeners && { plaintext: true }),
                },
            }),
            service: {
                ...(service.type !== undefined &&
                    service.type !== "ClusterIP" && { type: service.type as ServiceType }),
                ...(service.annotations && { annotations: service.annotations }),
            },
        },
        remarks: [
            ...nodes.remarks,
            ...configuration.remarks,
            ...(tls?.secretName
                ? [
                      `tls: the certificate in the Secret ${tls.secretName} has to be for the new broker, in its namespace, with its CA under ca.crt`,
                  ]
                : []),
            ...leftOut(rabbitmq.envConfig, "rabbitmq.envConfig", "environment takes variables"),
            ...leftOut(rabbitmq.erlangInetConfig, "rabbitmq.erlangInetConfig"),
            ...leftOut(spec.override, "override", "pod, service and transforms say the same"),
            ...leftOut(spec.secretBackend, "secretBackend"),
        ].map((remark) => `RabbitmqCluster ${nameOf(cluster)}: ${remark}`),
    };
}

function leftOut(value: unknown, field: string, instead = "it has no counterpart"): string[] {
    const isEmpty = typeof value === "object" && Object.keys(value ?? {}).length === 0;
    return value === undefined || isEmpty ? [] : [`${field} is left out: ${instead}`];
}
