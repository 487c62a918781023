/** The ports of RabbitMQ, as https://www.rabbitmq.com/docs/networking#ports lists them. */

export const managementPorts: readonly number[] = [15671, 15672, 15691, 15692];

/** Ports between nodes, and between a node and its command line tools: `from-to`. */
export const internodePorts: readonly string[] = ["4369", "25672", "35672-35682", "6000-6500"];

/** Client ports without TLS, and the port that does the same with TLS. */
export const tlsTwins: Readonly<{ [key: number]: number }> = {
    5672: 5671,
    5552: 5551,
    15672: 15671,
    15674: 15673,
    15675: 15676,
    1883: 8883,
    61613: 61614,
};

/** What a broker or its workloads may listen on unless an environment says otherwise. */
export const usualPorts: readonly (number | string)[] = [
    80,
    443,
    8080,
    8443,
    4369,
    5551,
    5552,
    5671,
    5672,
    "15671-15676",
    15691,
    15692,
    25672,
];
