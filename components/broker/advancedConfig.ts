import type { Problem } from "../problems";
import { problem } from "../problems";

const path = "advancedConfig";

const size = "It follows from resources.memoryMiB: set that instead.";
const clients = "Declare clients instead: the broker has no default user.";
const ports = "Probes, Services and NetworkPolicies go by the ports as they are: remove it.";
const discovery = "The nodes find each other as they are: remove it.";

/** What the component sets itself, by the name that it has in Erlang, and what there is instead. */
const reserved: { [name: string]: string } = {
    tcp_listeners: ports,
    ssl_listeners: ports,
    listener: ports,
    listeners: ports,
    tcp_config: ports,
    ssl_config: "Set tls instead.",
    ssl_options: "Set tls instead.",
    default_user: clients,
    default_pass: clients,
    default_permissions: clients,
    default_vhost: "Declare virtualHosts instead.",
    anonymous_login_user: "Nobody gets in without a login: remove it.",
    anonymous_login_pass: "Nobody gets in without a login: remove it.",
    auth_mechanisms: "The clients' URLs go by them: remove it.",
    cluster_nodes: discovery,
    cluster_formation: discovery,
    cluster_name: "It is the broker's name: remove it.",
    definitions: "Declare queues, clients and the rest as arguments.",
    load_definitions: "Declare queues, clients and the rest as arguments.",
    default_queue_type: "Set type of a queue instead.",
    total_memory_available_override_value: size,
    vm_memory_high_watermark: size,
    disk_free_limit: size,
    wal_max_size_bytes: size,
    quorum_cluster_size: "Queues grow with the broker: remove it.",
    data_dir: "A node's volume is where its data are: remove it.",
    wal_data_dir: "A node's volume is where its data are: remove it.",
};

/** What RabbitMQ would not start with, and what the component sets itself. */
export function advancedConfigProblems(text: string | undefined): Problem[] {
    if (text === undefined) {
        return [];
    }
    const terms = withoutTexts(text);
    if (!/^\[[^]*\]\.$/.test(terms.trim()) || !isBalanced(terms)) {
        const allowed =
            'one list of Erlang terms, such as "[{rabbit, [{channel_tick_interval, 30000}]}]."';
        return [
            { path, reason: `is not what RabbitMQ can read; allowed: ${allowed}. Correct it.` },
        ];
    }
    const names = [...terms.matchAll(/\{\s*([a-z]\w*)\s*,/g)].map(([, name]) => name!);
    return [...new Set(names)]
        .filter((name) => Object.hasOwn(reserved, name))
        .map((name) =>
            problem(path, name, "settings that the component does not set", reserved[name]!),
        );
}

/** Without comments, and with nothing in quotes: what is left are names, numbers and brackets. */
function withoutTexts(text: string): string {
    return text
        .replace(/"(?:\\[^]|[^"\\])*"|%[^\n]*/g, (found) => (found.startsWith('"') ? '""' : ""))
        .replace(/'([a-z]\w*)'/g, "$1");
}

function isBalanced(terms: string): boolean {
    const closing: { [open: string]: string } = { "[": "]", "{": "}", "(": ")", "<": ">" };
    const open: string[] = [];
    for (const character of terms) {
        if (closing[character]) {
            open.push(closing[character]);
        } else if ("]})>".includes(character) && open.pop() !== character) {
            return false;
        }
    }
    return open.length === 0 && !terms.replaceAll('""', "").includes('"');
}
