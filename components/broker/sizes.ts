/** Bytes in a mebibyte and a gibibyte. */
export const MiB = 1024 * 1024;
export const GiB = 1024 * MiB;

/** How many nodes a broker may have at the most. */
export const mostReplicas = 7;

export interface BrokerSizes {
    /** `total_memory_available_override_value`: what the container may use. */
    memoryBytes: number;
    /** `vm_memory_high_watermark.absolute`: publishers are blocked above it. */
    memoryWatermarkBytes: number;
    /** `raft.wal_max_size_bytes`: the write-ahead log of quorum queues, held in memory until it rolls over. */
    walBytes: number;
    /** `disk_free_limit.absolute`: publishers are blocked when less is free. */
    diskFreeLimitBytes: number;
    /** The smallest volume on which that limit does not hold publishers back from the start. */
    smallestVolumeGiB: number;
}

/**
 * Everything that follows from a broker node's memory.
 * The watermark is RabbitMQ's 0.6 of the limit less a reserve of 20 %, at most 2 GiB, for what the
 * allocator holds beyond it (the cluster operator's rule); the WAL an eighth of memory, because
 * RabbitMQ wants at least three times the WAL; the disk limit at least the watermark, so that
 * memory can always be paged out.
 * https://www.rabbitmq.com/docs/memory https://www.rabbitmq.com/docs/disk-alarms
 */
export function brokerSizes(memoryMiB: number): BrokerSizes {
    const memoryBytes = memoryMiB * MiB;
    const reserve = Math.min(0.2 * memoryBytes, 2 * GiB);
    const memoryWatermarkBytes = Math.floor(0.6 * (memoryBytes - reserve));
    const walBytes = clamp(memoryBytes / 8, 64 * MiB, 512 * MiB);
    const diskFreeLimitBytes = Math.ceil(memoryWatermarkBytes / MiB) * MiB;
    return {
        memoryBytes,
        memoryWatermarkBytes,
        walBytes,
        diskFreeLimitBytes,
        smallestVolumeGiB: Math.ceil((2 * diskFreeLimitBytes + 2 * walBytes) / GiB),
    };
}

function clamp(value: number, low: number, high: number): number {
    return Math.floor(Math.min(Math.max(value, low), high));
}
