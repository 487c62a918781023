import { headlessServiceName } from "./objects";
import type { ProtocolSettings } from "./protocols";
import { speaksMqtt } from "./protocols";

/**
 * The lines of rabbitmq.conf for what a broker speaks besides AMQP. The ports are RabbitMQ's own; the plugins
 * for web sockets bring those that they build upon, which then open no port of their own.
 */
export function protocolConf(broker: string, protocols: ProtocolSettings): [string, string][] {
    const { mqtt, stomp, stream, webStomp } = protocols;
    return [
        ...(speaksMqtt(protocols) ? mqttConf(mqtt !== undefined) : []),
        ...(webStomp && !stomp ? closed("stomp") : []),
        ...(stream ? streamConf(broker) : []),
    ];
}

/** https://www.rabbitmq.com/docs/mqtt */
function mqttConf(hasPort: boolean): [string, string][] {
    return [
        ["mqtt.allow_anonymous", "false"],
        // What waits for a subscriber that is away survives the loss of a node.
        ["mqtt.durable_queue_type", "quorum"],
        ...(hasPort ? [] : closed("mqtt")),
    ];
}

function closed(plugin: string): [string, string][] {
    return [[`${plugin}.listeners.tcp`, "none"]];
}

/**
 * A client asks any node where a stream is, and goes on to that node, by the name that it is told: one that
 * the DNS of the whole cluster knows. https://www.rabbitmq.com/docs/stream#advertised-host-port
 */
function streamConf(broker: string): [string, string][] {
    const host = `$(POD_NAME).${headlessServiceName(broker)}.$(POD_NAMESPACE).svc`;
    return [
        ["stream.advertised_host", host],
        ["stream.advertised_tls_host", host],
    ];
}
