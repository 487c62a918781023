import { clientOfLabel } from "../../components/kubernetes/labels";
import type { Recording } from "../harness";
import type { Pod } from "./networkPolicies";
import { everyPort, openPorts } from "./openPorts";
import { recordedNetwork, recordedPods } from "./recordedNetwork";

/** Who may call whom, and on which ports: caller, then called, as far as there are any. */
export interface NetworkTable {
    [from: string]: { [to: string]: string };
}

/** The cell for a pod that is open to a caller as a whole. */
export const everything = "everything";

export interface Inhabitants {
    /** Those that the program runs. */
    pods: Pod[];
    /** Others in the same cluster, each with nothing to protect it. */
    outsiders: Pod[];
}

const otherNamespaces = ["monitoring", "elsewhere"];

export function inhabitants(
    { resources }: Recording,
    namespaces: string[] = otherNamespaces,
): Inhabitants {
    const pods = recordedPods(resources);
    const broker = pods.find(({ name }) => name === "rabbitmq")!;
    const outsider = (name: string, namespace: string, labels = {}) => ({
        name,
        namespace,
        labels,
        ports: [{ name: "http", containerPort: 8080 }],
    });
    return {
        pods,
        outsiders: [
            outsider("a pod without labels", broker.namespace),
            outsider("a client of another broker", broker.namespace, { [clientOfLabel]: "other" }),
            ...namespaces.map((namespace) =>
                outsider(`a pod in namespace ${namespace}`, namespace),
            ),
            outsider("a copy of a client in namespace elsewhere", "elsewhere", {
                [clientOfLabel]: broker.labels["app.kubernetes.io/name"],
            }),
            outsider("a copy of a broker in namespace elsewhere", "elsewhere", broker.labels),
        ],
    };
}

/**
 * Every pod of a program, and others around it, towards every pod. Where caller and called have one
 * name, they are two pods of one workload: replicas, or an old and a new one in a rollout.
 */
export function networkTable(recording: Recording, namespaces?: string[]): NetworkTable {
    const network = recordedNetwork(recording.resources);
    const { pods, outsiders } = inhabitants(recording, namespaces);
    const all = [...pods, ...outsiders];
    const called = all.map((pod) => ({ ...pod }));
    return Object.fromEntries(
        all.map((from) => {
            const cells = called
                .map((to) => [to.name, cell(openPorts(network, from, to))] as const)
                .filter(([, ports]) => ports !== "");
            return [from.name, Object.fromEntries(cells)];
        }),
    );
}

function cell(open: string[]): string {
    return open.join() === everyPort.join() ? everything : open.join(", ");
}
