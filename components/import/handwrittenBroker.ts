import { nodeConfigurationDefaults, nodeConfigurationProblems } from "../broker/nodeConfiguration";
import type { ExportedDefinitions } from "./exported";
import { checkedDefinitions } from "./exported";
import { importedConfiguration, importedPlugins } from "./importedConfiguration";
import type { Imported } from "./importedHost";
import type { Manifest } from "./manifest";
import { nameOf } from "./manifest";
import type { NodeArguments, PodSpec } from "./nodeArguments";
import { nodeArguments } from "./nodeArguments";
import { inUnits } from "./quantity";

interface WorkloadSpec {
    replicas?: number;
    template?: { spec?: PodSpec };
    volumeClaimTemplates?: {
        spec?: {
            storageClassName?: string;
            resources?: { requests?: { storage?: unknown } };
        };
    }[];
}

/** Whether its pods are nodes of RabbitMQ, as their image says. */
export function runsRabbitMq({ kind, spec }: Manifest): boolean {
    const { template }: WorkloadSpec = spec ?? {};
    const image = template?.spec?.containers?.[0]?.image ?? "";
    return (
        ["Deployment", "StatefulSet"].includes(kind) &&
        /(^|\/)rabbitmq(-server)?(:|@|$)/.test(image)
    );
}

/** The arguments of a broker that is like one that a StatefulSet or a Deployment runs, and a chart may have made. */
export function handwrittenBroker(workload: Manifest): Imported<NodeArguments> {
    const { replicas = 1, template, volumeClaimTemplates }: WorkloadSpec = workload.spec ?? {};
    const pod = template?.spec ?? {};
    const nodes = nodeArguments(pod);
    const { storageClassName, resources } = volumeClaimTemplates?.[0]?.spec ?? {};
    const sizeGiB = inUnits(resources?.requests?.storage, "Gi");
    const variables = pod.containers?.[0]?.env ?? [];
    const plugins = variables.find(({ name }) => name === bitnamisPlugins)?.value ?? "";
    const left = variables.map(({ name }) => name).filter(isOfNobody);
    return {
        declared: {
            replicas,
            ...nodes.declared,
            storage: {
                ...(sizeGiB !== undefined && { sizeGiB }),
                ...(storageClassName !== undefined && { storageClassName }),
            },
            ...importedPlugins(plugins.split(/[\s,]+/).filter((plugin) => plugin !== "")),
        },
        remarks: [
            ...nodes.remarks,
            ...(left.length > 0
                ? [
                      `variables that are left out: ${left.join(", ")}; environment and pod.env take some`,
                  ]
                : []),
        ].map((remark) => `${workload.kind} ${nameOf(workload)}: ${remark}`),
    };
}

const bitnamisPlugins = "RABBITMQ_PLUGINS";

/** A variable that the new broker does not set by itself, and that no script of an image reads. */
function isOfNobody(name: string): boolean {
    const environment = { [name]: "" };
    return (
        !/^(MY_POD_|BITNAMI_|K8S_|RABBITMQ_(USERNAME|PASSWORD|ERL_COOKIE|PLUGINS|NODE_NAME|LDAP_))/.test(
            name,
        ) && nodeConfigurationProblems(nodeConfigurationDefaults({ environment })).length === 0
    );
}

/** What a ConfigMap or a Secret holds of a broker's files; nothing where there is none. */
export function brokerFiles(
    manifest: Manifest,
): (Imported<NodeArguments> & { definitions: ExportedDefinitions[] }) | undefined {
    const files = Object.entries(filesOf(manifest));
    const configurations = files
        .filter(([name]) => name.endsWith(".conf"))
        .map(([, text]) => importedConfiguration(text));
    const plugins = files
        .filter(([name]) => name === "enabled_plugins")
        .flatMap(([, text]) => text.match(/[a-z]\w*/g) ?? []);
    const advancedConfig = files.find(([name]) => name === "advanced.config")?.[1];
    const definitions = files
        .filter(([name]) => name.endsWith(".json"))
        .flatMap(([, text]) => definitionsIn(text));
    const isEmpty =
        configurations.length + plugins.length + definitions.length === 0 &&
        advancedConfig === undefined;
    return isEmpty
        ? undefined
        : {
              declared: {
                  additionalConfig: Object.assign(
                      {},
                      ...configurations.map(({ declared }) => declared),
                  ) as { [key: string]: string },
                  ...importedPlugins(plugins),
                  ...(advancedConfig && { advancedConfig }),
              },
              definitions,
              remarks: configurations.flatMap(({ remarks }) => remarks),
          };
}

function filesOf({ kind, data = {}, stringData = {} }: Manifest): { [name: string]: string } {
    if (kind === "ConfigMap") {
        return data;
    }
    const decoded = Object.entries(kind === "Secret" ? data : {}).map(([name, value]) => [
        name,
        Buffer.from(value, "base64").toString(),
    ]);
    return { ...(Object.fromEntries(decoded) as { [name: string]: string }), ...stringData };
}

/** Any other JSON is none of a broker's. */
function definitionsIn(text: string): ExportedDefinitions[] {
    try {
        return [checkedDefinitions(JSON.parse(text))];
    } catch {
        return [];
    }
}
