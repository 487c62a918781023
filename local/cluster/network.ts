import { ownNetworks } from "./addresses";
import { type ClusterNode, firstNode, possibleNodes } from "./clusterNode";
import { ipFamilies } from "./ipFamilies";

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
        ...routesTo(node, "replace"),
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
        ...ipVersion6(),
        "echo 1 > /proc/sys/net/ipv4/ip_forward",
        "echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables",
        "ip link set lo up",
        ...(isFirst ? ["ip link add node0 type bridge"] : []),
        ...node.addresses.map(
            (address, index) => `ip address add ${address}/${ownNetworks[index]!.prefix} dev node0`,
        ),
        "ip link set node0 up",
        // Without a route a packet from the node to a Service would end before iptables could redirect it.
        ...ownNetworks.map(({ services }) => `ip route add ${services} dev node0`),
        ...(isFirst ? [] : others.flatMap((one) => routesTo(one, "add"))),
    ];
}

/** To the pods of another node. */
function routesTo({ pods, addresses }: ClusterNode, verb: "add" | "replace"): string[] {
    return pods.map((network, index) => `ip route ${verb} ${network} via ${addresses[index]}`);
}

function ipVersion6(): string[] {
    const settings = "/proc/sys/net/ipv6/conf";
    if (!ipFamilies.includes("IPv6")) {
        return ["all", "default"].map((which) => `echo 1 > ${settings}/${which}/disable_ipv6`);
    }
    return [
        `echo 1 > ${settings}/all/forwarding`,
        // Nobody else can have an address: it need not be asked for before it is used.
        `echo 0 > ${settings}/default/accept_dad`,
        "echo 1 > /proc/sys/net/bridge/bridge-nf-call-ip6tables",
    ];
}
