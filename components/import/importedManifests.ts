import type { ExportedDefinitions } from "./exported";
import { brokerFiles, handwrittenBroker, runsRabbitMq } from "./handwrittenBroker";
import type { Imported } from "./importedHost";
import type { Manifest } from "./manifest";
import { isWrittenByHand, joined, nameOf } from "./manifest";
import type { NodeArguments } from "./nodeArguments";
import { operatedBroker } from "./operatedBroker";
import { isDeclared, operatorTopology } from "./operatorTopology";

/** What objects of Kubernetes say of one broker and of what is declared on it. */
export function importedManifests(
    all: Manifest[],
): Imported<NodeArguments> & { definitions: ExportedDefinitions } {
    const manifests = all.filter(isWrittenByHand);
    const clusters = manifests.filter(({ kind }) => kind === "RabbitmqCluster");
    const workloads = manifests.filter(runsRabbitMq);
    const declared = manifests.filter(isDeclared);
    refuseSeveral([
        ...[...clusters, ...workloads].map(nameOf),
        ...declared.flatMap(({ spec }) => referenceOf(spec)),
    ]);
    const topology = operatorTopology(declared);
    const files = manifests.map((manifest) => [manifest, brokerFiles(manifest)] as const);
    const read = files.flatMap(([, found]) => found ?? []);
    const brokers = [...clusters.map(operatedBroker), ...workloads.map(handwrittenBroker), ...read];
    const others = files
        .filter(
            ([manifest, found]) =>
                !found && ![...clusters, ...workloads, ...declared].includes(manifest),
        )
        .map(([manifest]) => `${manifest.kind} ${nameOf(manifest)}`);
    return {
        declared: withoutEmpty(merged(brokers.map((one) => one.declared))),
        definitions: joined([topology.definitions, ...read.flatMap((one) => one.definitions)]),
        remarks: [
            ...brokers.flatMap(({ remarks }) => remarks),
            ...topology.remarks,
            ...(others.length > 0 ? [`objects that are left out: ${others.join(", ")}`] : []),
        ],
    };
}

function referenceOf(spec: Manifest["spec"]): string[] {
    const { name } = (spec?.["rabbitmqClusterReference"] ?? {}) as { name?: string };
    return name === undefined ? [] : [name];
}

function refuseSeveral(names: string[]): void {
    const different = [...new Set(names)].sort();
    if (different.length > 1) {
        throw new Error(
            `The files are about ${different.length} brokers: ${different.join(", ")}. Name the files of one at a time.`,
        );
    }
}

/** A chart's workload and its ConfigMap say different things of the same broker. */
function merged(parts: NodeArguments[]): NodeArguments {
    return parts.reduce<NodeArguments>(
        (whole, part) => ({
            ...whole,
            ...part,
            additionalConfig: { ...whole.additionalConfig, ...part.additionalConfig },
            additionalPlugins: [
                ...new Set([...(whole.additionalPlugins ?? []), ...(part.additionalPlugins ?? [])]),
            ],
            protocols: { ...whole.protocols, ...part.protocols },
        }),
        {},
    );
}

function withoutEmpty(args: NodeArguments): NodeArguments {
    return Object.fromEntries(
        Object.entries(args).filter(
            ([, value]) => typeof value !== "object" || Object.keys(value as object).length > 0,
        ),
    );
}
