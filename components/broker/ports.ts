import type { BrokerPort, ClientProtocol } from "./clientProtocols";
import { amqp, management, Peer, prometheus } from "./clientProtocols";
import type { ProtocolName, ProtocolSettings } from "./protocols";
import { optionalProtocols } from "./protocols";

/** As much of a broker's settings as decides which ports it opens. */
export interface Transport {
    tls?: { plaintext: boolean };
    protocols?: ProtocolSettings;
}

const epmd: BrokerPort = { name: "epmd", number: 4369, scheme: "tcp", peers: [Peer.Nodes] };

const clusterRpc: BrokerPort = {
    name: "cluster-rpc",
    number: 25672,
    scheme: "tcp",
    peers: [Peer.Nodes],
};

/** What a broker listens for, always and once it is asked to. https://www.rabbitmq.com/docs/networking#ports */
export function spokenProtocols({ protocols = {} }: Transport): ClientProtocol[] {
    const names = Object.keys(optionalProtocols) as ProtocolName[];
    const asked = names.flatMap((name) => {
        const settings = protocols[name];
        return settings ? [{ ...optionalProtocols[name], ...settings }] : [];
    });
    return [amqp, management, prometheus, ...asked];
}

/** What nodes open to each other as they need it: command line tools, and the replication of streams. */
export const nodePortRanges = [
    { first: 35672, last: 35682 },
    { first: 6000, last: 6500 },
];

/** The ports by which nodes find and reach each other, before they are ready. */
export const nodePorts = [epmd, clusterRpc];

/** The ports that others use. */
export function servicePorts(transport: Transport): BrokerPort[] {
    const { tls } = transport;
    return spokenProtocols(transport).flatMap(({ tls: secure, ...plain }) => [
        ...(tls === undefined || tls.plaintext ? [plain] : []),
        ...(tls ? [{ ...plain, ...secure }] : []),
    ]);
}

/** Every port that a broker opens. */
export function brokerPorts(transport: Transport): BrokerPort[] {
    return [...servicePorts(transport), ...nodePorts];
}

/** The port by which a protocol is spoken: with TLS wherever the broker can. */
export function portOf({ tls: secure, ...plain }: ClientProtocol, { tls }: Transport): BrokerPort {
    return tls ? { ...plain, ...secure } : plain;
}
