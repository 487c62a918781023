import type { Alert, AlertSettings } from "./alert";
import { metric } from "./alert";

const deadLetterQueues = ".+[.]dead-letters";

/**
 * What is wrong with the flow of messages. Each queue is reported by the node of its leader alone, and
 * for a moment by two while it moves.
 */
export function queueAlerts(settings: AlertSettings): Alert[] {
    return [
        deadLetters(settings),
        withoutConsumers(settings),
        backlogGrowing(settings),
        unroutableMessages(settings),
    ];
}

function byQueue(value: string): string {
    return `max by (vhost, queue) (${value})`;
}

function depth(settings: AlertSettings): string {
    const others = `queue!~"${deadLetterQueues}"`;
    return metric("rabbitmq_detailed_queue_messages", settings, others);
}

/** A stream keeps what was read. */
function exceptStreams(settings: AlertSettings): string {
    const type = 'queue_type="rabbit_stream_queue"';
    const streams = metric("rabbitmq_detailed_queue_info", settings, type);
    return `unless on (vhost, queue) ${streams}`;
}

function deadLetters(settings: AlertSettings): Alert {
    const inDeadLetterQueues = metric(
        "rabbitmq_detailed_queue_messages",
        settings,
        `queue=~"${deadLetterQueues}"`,
    );
    return {
        name: "RabbitMqDeadLetters",
        severity: "warning",
        expr: `${byQueue(inDeadLetterQueues)} > ${settings.alerts.deadLetterMessages}`,
        minutes: 1,
        summary: "{{ $value }} messages in {{ $labels.queue }}",
        description:
            "Consumers could not process these messages, or they waited too long. " +
            "Read one with its x-death header, mend the cause, then move them back to their queue.",
    };
}

function withoutConsumers(settings: AlertSettings): Alert {
    const minutes = settings.alerts.noConsumerMinutes;
    const consumers = metric("rabbitmq_detailed_queue_consumers", settings);
    return {
        name: "RabbitMqQueueWithoutConsumers",
        severity: "warning",
        expr: [
            `${byQueue(depth(settings))} > 0`,
            `unless ${byQueue(consumers)} > 0`,
            exceptStreams(settings),
        ].join("\n"),
        minutes,
        summary: "nobody consumes {{ $labels.queue }}",
        description:
            `{{ $value }} messages wait, and for ${minutes} minutes there was no consumer. ` +
            "Look at the consumer's Deployment: whether its pods run, and whether their logs tell of refused logins or lost connections.",
    };
}

function backlogGrowing(settings: AlertSettings): Alert {
    const { backlogMessages, backlogMinutes } = settings.alerts;
    return {
        name: "RabbitMqBacklogGrowing",
        severity: "warning",
        expr: [
            `${byQueue(depth(settings))} > ${backlogMessages}`,
            `and ${byQueue(`deriv(${depth(settings)}[${backlogMinutes}m])`)} > 0`,
            exceptStreams(settings),
        ].join("\n"),
        minutes: backlogMinutes,
        summary: "{{ $labels.queue }} grows",
        description:
            `{{ $value | humanize }} messages wait, and their number has grown for ${backlogMinutes} minutes: publishers are faster than consumers. ` +
            "Add consumer replicas, or find out what slows them down.",
    };
}

function unroutableMessages(settings: AlertSettings): Alert {
    const lost = ["dropped", "returned"].map((fate) => {
        const counter = metric(`rabbitmq_global_messages_unroutable_${fate}_total`, settings);
        return `sum(increase(${counter}[5m]))`;
    });
    return {
        name: "RabbitMqUnroutableMessages",
        severity: "warning",
        expr: `${lost.join(" + ")} > 0`,
        summary: "messages fit no binding",
        description:
            "About {{ $value | humanize }} messages in 5 minutes were published to an exchange that had no queue for them; " +
            "those that were not published as mandatory are lost. Compare the publishers' routing keys with the bindings.",
    };
}
