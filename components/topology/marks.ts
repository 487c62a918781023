/** What the names of our policies and global parameters begin with. */
const managedPrefix = "queue-workloads.";

/** The name of the policy of a queue begins with it, and goes on with the queue's. */
export const queuePolicyPrefix = `${managedPrefix}queue.`;

/** The name of one of the further policies begins with it. */
export const furtherPolicyPrefix = `${managedPrefix}policy.`;

/** The global parameter in which the Job of a topology records what it has made. */
export function inventoryName(topologyOwner: string): string {
    return `${managedPrefix}${topologyOwner}`;
}

/** Marks the users of one topology, which its Job removes once they are no longer declared. */
export function ownerTag(topologyOwner: string): string {
    return `queue-workloads:${topologyOwner}`;
}

/** The owner of what is declared in a team's virtual host. No broker can be called so. */
export function teamOwner(virtualHost: string): string {
    return `virtual-host:${virtualHost}`;
}
