import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

const prefix = "queue_workloads_";

export function createRegistry(connected: () => boolean): Registry {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    gauge(registry, "connected", "1 while the broker has accepted the login", () =>
        Number(connected()),
    );
    return registry;
}

export function producerMetrics(registry: Registry, outstanding: () => number) {
    gauge(registry, "messages_outstanding", "Messages that wait for a confirm", outstanding);
    return {
        published: counter(registry, "messages_published_total", "Messages made and sent"),
        confirmed: counter(registry, "messages_confirmed_total", "Messages the broker took over"),
        returned: counter(registry, "messages_returned_total", "Messages no queue takes"),
        retried: counter(registry, "messages_retried_total", "Sendings that were not confirmed"),
    };
}

export function consumerMetrics(registry: Registry) {
    return {
        consumed: counter(registry, "messages_consumed_total", "Messages processed"),
        redelivered: counter(
            registry,
            "messages_redelivered_total",
            "Deliveries that the broker had tried before",
        ),
        duplicates: counter(
            registry,
            "messages_duplicates_total",
            "Deliveries of a message that was processed before",
        ),
        deadLettered: counter(
            registry,
            "messages_dead_lettered_total",
            "Messages rejected because they cannot be processed",
        ),
        processing: processing(registry),
    };
}

export function streamMetrics(registry: Registry) {
    return {
        consumed: counter(registry, "messages_consumed_total", "Messages processed"),
        duplicates: counter(
            registry,
            "messages_duplicates_total",
            "Deliveries of a message that was processed before",
        ),
        passedOver: counter(
            registry,
            "messages_passed_over_total",
            "Messages left in the stream because they cannot be processed",
        ),
        processing: processing(registry),
    };
}

function processing(registry: Registry): Histogram {
    return new Histogram({
        name: `${prefix}message_processing_seconds`,
        help: "Time from delivery to the end of the work",
        buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
        registers: [registry],
    });
}

export type ProducerMetrics = ReturnType<typeof producerMetrics>;
export type ConsumerMetrics = ReturnType<typeof consumerMetrics>;
export type StreamMetrics = ReturnType<typeof streamMetrics>;

function counter(registry: Registry, name: string, help: string): Counter {
    return new Counter({ name: prefix + name, help, registers: [registry] });
}

function gauge(registry: Registry, name: string, help: string, value: () => number): void {
    new Gauge({
        name: prefix + name,
        help,
        registers: [registry],
        collect() {
            this.set(value());
        },
    });
}
