import { variableNameProblems } from "../kubernetes/values";
import type { Problem } from "../problems";
import { problem } from "../problems";
import { advancedConfigProblems } from "./advancedConfig";

/** What RabbitMQ can do, and no argument is about. */
export interface NodeConfiguration {
    /** Further plugins of RabbitMQ, such as `rabbitmq_shovel`, which the image has to have. Defaults to none. */
    additionalPlugins?: string[];
    /**
     * Further lines of rabbitmq.conf, as RabbitMQ names them: key to value. What the component sets itself is
     * refused. A change restarts the nodes, one after the other. Defaults to none.
     */
    additionalConfig?: { [key: string]: string };
    /**
     * Further environment variables of the nodes, not for secrets. What the component sets itself, or what
     * would move a node's data, is refused. Defaults to none.
     */
    environment?: { [name: string]: string };
    /**
     * What RabbitMQ takes in no other form: the whole of advanced.config, as Erlang terms. What the component
     * sets itself is refused. A change restarts the nodes, one after the other. Defaults to none.
     */
    advancedConfig?: string;
}

/** The name of the file with `advancedConfig`, beside rabbitmq.conf. */
export const advancedConfigFile = "advanced.config";

/** The arguments with every default filled in. */
export function nodeConfigurationDefaults(args: NodeConfiguration) {
    return {
        additionalPlugins: args.additionalPlugins ?? [],
        additionalConfig: args.additionalConfig ?? {},
        environment: args.environment ?? {},
        advancedConfig: args.advancedConfig,
    };
}

export type NodeConfigurationSettings = ReturnType<typeof nodeConfigurationDefaults>;

/** What keys of rabbitmq.conf may not begin with, and what there is instead. */
const reservedKeys: { [prefix: string]: string } = {
    cluster_name: "It is the broker's name: remove it.",
    cluster_formation: "The nodes find each other as they are: remove it.",
    definitions: "Declare queues, clients and the rest as arguments.",
    load_definitions: "Declare queues, clients and the rest as arguments.",
    "management.load_definitions": "Declare queues, clients and the rest as arguments.",
    default_user: "Declare clients instead: the broker has no default user.",
    default_pass: "Declare clients instead: the broker has no default user.",
    default_vhost: "Declare virtualHosts instead.",
    default_permissions: "Declare clients instead: the broker has no default user.",
    anonymous_login_user: "Nobody gets in without a login: remove it.",
    anonymous_login_pass: "Nobody gets in without a login: remove it.",
    listeners: "Probes, Services and NetworkPolicies go by the ports as they are: remove it.",
    ssl_options: "Set tls instead.",
    "management.tcp": "Probes and NetworkPolicies go by the ports as they are: remove it.",
    "management.ssl": "Set tls instead.",
    "prometheus.tcp": "The PodMonitor and NetworkPolicies go by the ports as they are: remove it.",
    "prometheus.ssl": "Set tls instead.",
    total_memory_available_override_value: "Set resources.memoryMiB instead.",
    vm_memory_high_watermark: "It follows from resources.memoryMiB: set that instead.",
    disk_free_limit: "It follows from resources.memoryMiB: set that instead.",
    "raft.wal_max_size_bytes": "It follows from resources.memoryMiB: set that instead.",
    default_queue_type: "Set type of a queue instead.",
    "quorum_queue.continuous_membership_reconciliation": "Queues grow with the broker: remove it.",
    "log.console": "Logs go to the console, where Kubernetes looks for them: remove it.",
    "log.file": "A node has no room for log files: remove it.",
    "mqtt.listeners": "Set protocols.mqtt instead.",
    "mqtt.allow_anonymous": "Nobody gets in without a login: remove it.",
    "mqtt.durable_queue_type": "Subscriptions survive the loss of a node: remove it.",
    "mqtt.exchange": "The clients' rights go by amq.topic: remove it.",
    "mqtt.vhost": "A client's virtualHost is in its MQTT_URL: remove it.",
    "stomp.listeners": "Set protocols.stomp instead.",
    "stomp.default_user": "Nobody gets in without a login: remove it.",
    "stomp.default_pass": "Nobody gets in without a login: remove it.",
    "stream.listeners": "Set protocols.stream instead.",
    "stream.advertised_host": "Nodes are known by their names in the cluster: remove it.",
    "stream.advertised_tls_host": "Nodes are known by their names in the cluster: remove it.",
    "web_mqtt.tcp": "Set protocols.webMqtt instead.",
    "web_mqtt.ssl": "Set protocols.webMqtt and tls instead.",
    "web_stomp.tcp": "Set protocols.webStomp instead.",
    "web_stomp.ssl": "Set protocols.webStomp and tls instead.",
    auth_mechanisms: "The clients' URLs go by them: remove it.",
};

/** Variables that the component sets, or that would take a node away from its data, its users or its ports. */
const reservedVariables =
    /^(POD_NAME|POD_NAMESPACE|HOME|K8S_.*|ERL_EPMD_.*|RABBITMQ_(USE_LONGNAME|NODENAME|ENABLED_PLUGINS.*|PLUGINS_DIR|MNESIA_.*|DATA_DIR|QUORUM_DIR|STREAM_DIR|CONFIG_FILES?|ADVANCED_CONFIG_FILE|CONF_ENV_FILE|ERLANG_COOKIE|DEFAULT_.*|NODE_PORT|NODE_IP_ADDRESS|DIST_PORT|LOGS?|LOG_BASE|DEFINITIONS_FILE))$/;

export function nodeConfigurationProblems(settings: NodeConfigurationSettings): Problem[] {
    return [
        ...pluginNameProblems(settings.additionalPlugins),
        ...configurationProblems(settings.additionalConfig, settingOfComponent),
        ...Object.keys(settings.environment).flatMap((name) =>
            environmentProblems(`environment.${name}`, name),
        ),
        ...advancedConfigProblems(settings.advancedConfig),
    ];
}

export function pluginNameProblems(plugins: string[]): Problem[] {
    const allowed = "names of plugins: lower-case letters, digits and _";
    return plugins
        .filter((plugin) => !/^[a-z][a-z0-9_]*$/.test(plugin))
        .map((plugin) => problem("additionalPlugins", plugin, allowed, "Correct it."));
}

/** What there is instead of a key of rabbitmq.conf that the component sets itself; nothing for any other. */
export function settingOfComponent(key: string): string | undefined {
    return byPrefix(reservedKeys, key);
}

/** Whether the value of a key of rabbitmq.conf is nothing to repeat. */
export function maySaySecret(key: string): boolean {
    return /pass|secret/.test(key);
}

/** Of a key of rabbitmq.conf, or of one that it begins with. */
export function byPrefix<T>(prefixes: { [prefix: string]: T }, key: string): T | undefined {
    const found = Object.keys(prefixes).find(
        (prefix) => key === prefix || key.startsWith(`${prefix}.`),
    );
    return found === undefined ? undefined : prefixes[found];
}

/** What is wrong with lines of rabbitmq.conf, some keys of which have something else instead. */
export function configurationProblems(
    additionalConfig: { [key: string]: string },
    insteadOf: (key: string) => string | undefined,
): Problem[] {
    return Object.entries(additionalConfig).flatMap(([key, value]) =>
        settingProblems(`additionalConfig.${key}`, key, value, insteadOf(key)),
    );
}

function settingProblems(
    path: string,
    key: string,
    value: string,
    instead: string | undefined,
): Problem[] {
    if (!/^[a-z0-9_]+(\.[\w$-]+)*$/.test(key)) {
        const allowed = "keys of rabbitmq.conf, such as heartbeat";
        return [problem("additionalConfig", key, allowed, "Correct it.")];
    }
    if (instead !== undefined) {
        const given = maySaySecret(key) ? "[hidden]" : value;
        return [problem(path, given, "keys that the component does not set", instead)];
    }
    return value === "" || /[\r\n]/.test(value)
        ? [problem(path, value, "a value of one line", "Give each key a line of its own.")]
        : [];
}

function environmentProblems(path: string, name: string): Problem[] {
    if (reservedVariables.test(name)) {
        const fix = "The component, or a node's data, goes by it: leave it out.";
        return [problem(path, name, "variables that the component does not set", fix)];
    }
    return variableNameProblems(path, name);
}
