import { addresses } from "./addresses";
import { type ClusterNode, firstNode, possibleNodes } from "./clusterNode";

/** Where the wire of a node ends on the first one, whose bridge all of them hang on. */
function wire({ number }: ClusterNode): string {
    return `node${number}`;
}

/** Lays a wire from the first node, on which this runs, to another, whose network is in a file. */
export function wireToFirstNode(node: ClusterNode, networkFile: string): string[] {
    return [
        ...removalOfWire(node),
        `ip link add ${wire(node)} type veth peer name node0 netns ${networkFile}`,
        `ip link set ${wire(node)} master node0 up`,
        `ip route replace ${node.pods} via ${node.address}`,
    ];
}

/** Removes it where it is there. */
export function removalOfWire(node: ClusterNode): string[] {
    return [
        `if ip link show ${wire(node)} > /dev/null 2>&1; then ip link delete ${wire(node)}; fi`,
    ];
}

/** Sets up a node's own network, when its wire is there. */
export function networkScript(node: ClusterNode): string[] {
    const isFirst = node.number === firstNode.number;
    const others = possibleNodes.filter(({ number }) => number !== node.number);
    return [
        "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6",
        "echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6",
        "echo 1 > /proc/sys/net/ipv4/ip_forward",
        "echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables",
        "ip link set lo up",
        ...(isFirst ? ["ip link add node0 type bridge"] : []),
        `ip address add ${node.address}/24 dev node0`,
        "ip link set node0 up",
        // Without a route a packet from the node to a Service would end before iptables could redirect it.
        `ip route add ${addresses.services} dev node0`,
        ...(isFirst ? [] : others.map((one) => `ip route add ${one.pods} via ${one.address}`)),
    ];
}
