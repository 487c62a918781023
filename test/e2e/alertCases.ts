import type { AlertSettings } from "../../components/monitoring/alert";
import { monitoringDefaults } from "../../components/monitoring/arguments";
import { deadLetterQueueName } from "../../components/topology/deadLetters";

/** Series by name and labels, each with its values by the minute, as promtool writes them. */
export interface Series {
    [series: string]: string;
}

export interface AlertCase {
    title: string;
    replicas?: number;
    /** What differs from a broker that is well. */
    series: Series;
    /** All alerts that fire, by the minute. */
    firing: { [minute: number]: string[] };
}

export function alertSettings(replicas = 3): AlertSettings {
    const { alerts, runbookUrl } = monitoringDefaults({})!;
    return { broker: "mq", namespace: "shop", replicas, alerts, runbookUrl };
}

const nodes = ["mq-0", "mq-1", "mq-2"];
const deadLetters = deadLetterQueueName("orders");

const up = (pod: string) => labelled("up", pod, { endpoint: "prometheus" });
const ofNode = (metric: string, pod: string) => labelled(metric, pod, {});
const ofQueue = (metric: string, queue: string, pod = "mq-0") =>
    labelled(`rabbitmq_detailed_queue_${metric}`, pod, { vhost: "/", queue });
const everyNode = (metric: string, values: string) =>
    Object.fromEntries(nodes.map((pod) => [ofNode(metric, pod), values]));

const unreachable = "rabbitmq_unreachable_cluster_peers_count";
const memoryAlarm = "rabbitmq_alarms_memory_used_watermark";
const diskAlarm = "rabbitmq_alarms_free_disk_space_watermark";
const freeSpace = "rabbitmq_disk_space_available_bytes";
const dropped = "rabbitmq_global_messages_unroutable_dropped_total";
const returned = "rabbitmq_global_messages_unroutable_returned_total";

/** Three nodes that are well, two hours long; next to a broker of the same name that has every trouble. */
export const healthy: Series = {
    ...Object.fromEntries(nodes.map((pod) => [up(pod), "1x120"])),
    ...everyNode(unreachable, "0x120"),
    ...everyNode(memoryAlarm, "0x120"),
    ...everyNode(diskAlarm, "0x120"),
    ...everyNode(freeSpace, "10000000000x120"),
    ...everyNode("rabbitmq_disk_space_available_limit_bytes", "1000000000x120"),
    ...everyNode(dropped, "0x120"),
    ...everyNode(returned, "0x120"),
    [ofQueue("messages", "orders")]: "5x120",
    [ofQueue("consumers", "orders")]: "3x120",
    [ofQueue("messages", deadLetters)]: "0x120",
    [ofQueue("consumers", deadLetters)]: "0x120",
    [ofQueue("messages", "idle")]: "0x120",
    [ofQueue("consumers", "idle")]: "0x120",
    [ofQueue("messages", "audit")]: "0+100x120",
    [ofQueue("consumers", "audit")]: "0x120",
    [labelled("rabbitmq_detailed_queue_info", "mq-0", {
        vhost: "/",
        queue: "audit",
        queue_type: "rabbit_stream_queue",
    })]: "1x120",
    ...elsewhere({
        [up("mq-0")]: "0x120",
        [ofNode(unreachable, "mq-0")]: "2x120",
        [ofNode(memoryAlarm, "mq-0")]: "1x120",
        [ofNode(diskAlarm, "mq-0")]: "1x120",
        [ofNode(dropped, "mq-0")]: "0+9x120",
        [ofQueue("messages", "orders")]: "0+900x120",
        [ofQueue("consumers", "orders")]: "0x120",
        [ofQueue("messages", deadLetters)]: "9x120",
    }),
};

/** The broker of the same name in another namespace. */
function elsewhere(series: Series): Series {
    return Object.fromEntries(
        Object.entries(series).map(([name, values]) => [name.replace('"shop"', '"other"'), values]),
    );
}

function labelled(metric: string, pod: string, labels: { [name: string]: string }): string {
    const all = { namespace: "shop", job: "mq", pod, ...labels };
    const text = Object.entries(all).map(([name, value]) => `${name}="${value}"`);
    return `${metric}{${text.join(",")}}`;
}

export const alertCases: AlertCase[] = [
    { title: "a broker that is well", series: {}, firing: { 30: [], 120: [] } },
    {
        title: "one node of three down, for longer than a restart takes",
        series: { [up("mq-2")]: "1x10 0x30" },
        firing: { 14: [], 17: ["RabbitMqNodeDown"] },
    },
    {
        title: "two nodes of three down",
        series: { [up("mq-1")]: "1x10 0x30", [up("mq-2")]: "1x10 0x30" },
        firing: { 12: [], 14: ["RabbitMqNoQuorum"], 17: ["RabbitMqNoQuorum", "RabbitMqNodeDown"] },
    },
    {
        title: "no node that Prometheus knows of",
        series: Object.fromEntries(nodes.map((pod) => [up(pod), "1x10 stale"])),
        firing: { 10: [], 17: ["RabbitMqNoQuorum", "RabbitMqNodeDown"] },
    },
    {
        title: "three nodes that answer, none of which reaches another",
        series: everyNode(unreachable, "0x10 2x30"),
        firing: { 12: [], 14: ["RabbitMqNoQuorum"], 17: ["RabbitMqNoQuorum", "RabbitMqNodeDown"] },
    },
    {
        title: "three nodes that answer, one of which is cut off",
        series: {
            ...everyNode(unreachable, "0x10 1x30"),
            [ofNode(unreachable, "mq-2")]: "0x10 2x30",
        },
        firing: { 14: [], 17: ["RabbitMqNodeDown"] },
    },
    {
        title: "the only node down",
        replicas: 1,
        series: Object.fromEntries(nodes.map((pod) => [up(pod), "1x10 0x30"])),
        firing: { 12: [], 14: ["RabbitMqNoQuorum"], 30: ["RabbitMqNoQuorum"] },
    },
    {
        title: "a memory alarm",
        series: { [ofNode(memoryAlarm, "mq-1")]: "0x10 1x10 0x10" },
        firing: { 10: [], 12: ["RabbitMqMemoryAlarm mq-1"], 22: [] },
    },
    {
        title: "a disk alarm",
        series: { [ofNode(diskAlarm, "mq-1")]: "0x10 1x10 0x10" },
        firing: { 10: [], 12: ["RabbitMqDiskAlarm mq-1"], 22: [] },
    },
    {
        title: "a volume that is full within a day",
        series: { [ofNode(freeSpace, "mq-1")]: "10000000000-7000000x120" },
        firing: { 55: [], 70: ["RabbitMqDiskFilling mq-1"], 120: ["RabbitMqDiskFilling mq-1"] },
    },
    {
        title: "a volume that is full within a week",
        series: { [ofNode(freeSpace, "mq-1")]: "10000000000-1000000x120" },
        firing: { 70: [], 120: [] },
    },
    {
        title: "one dead letter, until it is moved",
        series: { [ofQueue("messages", deadLetters)]: "0x10 1x10 0x10" },
        firing: { 10: [], 12: [`RabbitMqDeadLetters ${deadLetters}`], 22: [] },
    },
    {
        title: "a queue whose consumers went away",
        series: { [ofQueue("consumers", "orders")]: "3x10 0x20 3x10" },
        firing: { 15: [], 17: ["RabbitMqQueueWithoutConsumers orders"], 33: [] },
    },
    {
        title: "a queue that moves, and is reported by both leaders for a while",
        series: {
            [ofQueue("messages", "orders", "mq-1")]: "5x30",
            [ofQueue("consumers", "orders", "mq-1")]: "0x30",
        },
        firing: { 20: [] },
    },
    {
        title: "a backlog that grows, until it shrinks",
        series: { [ofQueue("messages", "orders")]: "0+200x60 12000-200x60" },
        firing: { 14: [], 30: ["RabbitMqBacklogGrowing orders"], 90: [] },
    },
    {
        title: "a backlog that is large and stays so",
        series: { [ofQueue("messages", "orders")]: "50000x120" },
        firing: { 60: [] },
    },
    {
        title: "a queue that grows and is small",
        series: { [ofQueue("messages", "orders")]: "0+10x60" },
        firing: { 60: [] },
    },
    {
        title: "messages that were dropped",
        series: { [ofNode(dropped, "mq-1")]: "0x10 3x30" },
        firing: { 10: [], 12: ["RabbitMqUnroutableMessages"], 20: [] },
    },
    {
        title: "messages that were returned",
        series: { [ofNode(returned, "mq-2")]: "0x10 3x30" },
        firing: { 10: [], 12: ["RabbitMqUnroutableMessages"], 20: [] },
    },
];
