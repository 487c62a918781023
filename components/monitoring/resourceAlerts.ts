import type { Alert, AlertSettings } from "./alert";
import { metric } from "./alert";

/** What makes a broker refuse messages. An alarm of one node blocks the publishers of all. */
export function resourceAlerts(settings: AlertSettings): Alert[] {
    const alarm = (name: string) => `max by (pod) (${metric(name, settings)}) > 0`;
    return [
        {
            name: "RabbitMqMemoryAlarm",
            severity: "critical",
            expr: alarm("rabbitmq_alarms_memory_used_watermark"),
            minutes: 1,
            summary: "the memory alarm of {{ $labels.pod }} blocks all publishers",
            description:
                "The node uses more memory than its watermark, and no node takes messages until that ends. " +
                "Let consumers catch up or add some; if it comes back, raise resources.memoryMiB.",
        },
        {
            name: "RabbitMqDiskAlarm",
            severity: "critical",
            expr: alarm("rabbitmq_alarms_free_disk_space_watermark"),
            minutes: 1,
            summary: "the disk alarm of {{ $labels.pod }} blocks all publishers",
            description:
                "The volume has less free space than its limit, and no node takes messages until that ends. " +
                "Raise storage.sizeGiB, or let consumers empty the queues, and see to the dead letter queues.",
        },
        diskFilling(settings),
    ];
}

function diskFilling(settings: AlertSettings): Alert {
    const free = metric("rabbitmq_disk_space_available_bytes", settings);
    const limit = metric("rabbitmq_disk_space_available_limit_bytes", settings);
    return {
        name: "RabbitMqDiskFilling",
        severity: "warning",
        expr: [
            `min by (pod) (predict_linear(${free}[6h], 24 * 3600))`,
            `max by (pod) (${limit})`,
        ].join(" < "),
        minutes: 60,
        summary: "the disk alarm of {{ $labels.pod }} is less than a day away",
        description:
            "If the volume goes on filling as in the last 6 hours, publishers are blocked within 24 hours. " +
            "Find the queue that grows, and raise storage.sizeGiB in time.",
    };
}
