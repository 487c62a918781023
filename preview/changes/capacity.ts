import { parseQuantity } from "../../redaction/quantity";
import type { Properties } from "../events/engineEvent";
import { type DeclaredResource, workloadId } from "./autoscaling";
import { listOf, recordOf } from "./propertyValue";

/** What a stack asks of a cluster, autoscaled workloads with their most pods. */
export interface Capacity {
    pods: number;
    cores: number;
    memoryBytes: number;
    storageBytes: number;
}

export const noCapacity: Capacity = { pods: 0, cores: 0, memoryBytes: 0, storageBytes: 0 };

/** The requests of all resources together, of workloads in `mostPods` with so many pods. */
export function stackCapacity(
    resources: DeclaredResource[],
    mostPods: Map<string, number>,
): Capacity {
    return resources
        .map((resource) => capacityOf(resource, mostPods.get(workloadId(resource))))
        .reduce(addCapacity, noCapacity);
}

function addCapacity(a: Capacity, b: Capacity): Capacity {
    return {
        pods: a.pods + b.pods,
        cores: a.cores + b.cores,
        memoryBytes: a.memoryBytes + b.memoryBytes,
        storageBytes: a.storageBytes + b.storageBytes,
    };
}

/** The requests of one resource; what is unknown or not a workload counts as nothing. */
function capacityOf({ type, inputs }: DeclaredResource, mostPods: number | undefined): Capacity {
    const spec = recordOf(inputs?.spec);
    if (type === "kubernetes:core/v1:PersistentVolumeClaim") {
        return { ...noCapacity, storageBytes: requested(spec, "storage") };
    }
    if (!/^kubernetes:apps\/v1:(Deployment|StatefulSet|ReplicaSet)$/.test(type)) {
        return noCapacity;
    }
    const pods = mostPods ?? podCount(inputs) ?? 0;
    const containers = listOf(recordOf(recordOf(spec.template).spec).containers);
    const claims = listOf(spec.volumeClaimTemplates).map((claim) => recordOf(recordOf(claim).spec));
    return {
        pods,
        cores: pods * sum(containers.map((c) => requested(recordOf(c), "cpu"))),
        memoryBytes: pods * sum(containers.map((c) => requested(recordOf(c), "memory"))),
        storageBytes: pods * sum(claims.map((claim) => requested(claim, "storage"))),
    };
}

/** Kubernetes runs one pod where `replicas` is left out; undefined where the number is not known yet. */
export function podCount(inputs: Properties | null | undefined): number | undefined {
    const replicas = recordOf(inputs?.spec).replicas ?? 1;
    return typeof replicas === "number" ? replicas : undefined;
}

// Kubernetes takes a limit for the request where only the limit is given.
function requested(owner: { [key: string]: unknown }, name: string): number {
    const resources = recordOf(owner.resources);
    const value = recordOf(resources.requests)[name] ?? recordOf(resources.limits)[name];
    return parseQuantity(value) ?? 0;
}

function sum(numbers: number[]): number {
    return numbers.reduce((total, number) => total + number, 0);
}
