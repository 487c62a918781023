/** What a tool takes: a word that ends in `=` is an option with a value. */
interface Tool {
    options: string[];
    subcommands: { [path: string]: string[] };
}

const policyPack = ["--policy-pack=", "--policy-pack-config="];
const stack = ["-s=", "--stack="];

/**
 * As much of other projects' tools as the pages name. What a page needs besides has to be added here, and
 * test/ecosystem/documentedCommands.spec.ts asks the tools themselves whether they know it.
 */
export const tools: { [tool: string]: Tool } = {
    kubectl: {
        options: ["-n=", "--context="],
        subcommands: {
            "auth can-i": ["--list"],
            "create job": ["--from="],
            "create namespace": [],
            "create secret generic": ["--from-literal="],
            "port-forward": [],
            "rollout restart": [],
            "rollout status": [],
            apply: [],
            delete: ["--wait"],
            describe: [],
            drain: ["--delete-emptydir-data", "--ignore-daemonsets"],
            exec: ["-c="],
            get: ["-A", "-l=", "-o=", "--show-labels", "--sort-by="],
            logs: ["-c=", "-l=", "--follow", "--previous", "--tail="],
            scale: ["--replicas="],
            uncordon: [],
        },
    },
    pulumi: {
        options: [],
        subcommands: {
            "package add": [],
            "policy enable": ["--config=", "--policy-group="],
            "policy publish": [],
            "stack export": ["--file="],
            "stack init": [],
            destroy: ["--ignore-protect"],
            install: [],
            new: [],
            preview: [...stack, ...policyPack, "--json"],
            stack: [],
            up: [...stack, ...policyPack, "--plan="],
        },
    },
    rabbitmqctl: {
        options: [],
        subcommands: Object.fromEntries(
            [
                "await_startup",
                "clear_global_parameter",
                "close_all_connections",
                "cluster_status",
                "delete_user",
                "delete_vhost",
                "eval",
                "export_definitions",
                "force_standalone_khepri_boot",
                "forget_cluster_node",
                "import_definitions",
                "join_cluster",
                "list_bindings",
                "list_connections",
                "list_permissions",
                "list_queues",
                "purge_queue",
                "reset",
                "start_app",
                "stop_app",
            ].map((name) => [name, []]),
        ),
    },
    "rabbitmq-diagnostics": {
        options: [],
        subcommands: { check_local_alarms: [], memory_breakdown: [] },
    },
    "rabbitmq-queues": {
        options: [],
        subcommands: { check_if_node_is_quorum_critical: [], grow: [] },
    },
    docker: { options: [], subcommands: { build: ["-f=", "--build-arg="] } },
    git: { options: [], subcommands: { pull: [] } },
    helm: { options: ["-n="], subcommands: { create: [], "get manifest": [], uninstall: [] } },
    pip: { options: [], subcommands: { install: ["-r="] } },
};
