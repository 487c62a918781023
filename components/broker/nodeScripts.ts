import { upgradeFunctions } from "./upgrades";

/** Where a node finds how many nodes its broker has: in files that change while it runs. */
export const sizeDirectory = "/run/size";

/** What stands for the domain of the cluster where nodes have none in their names. */
export const noDomain = "none";

const dataDirectory = "/var/lib/rabbitmq/mnesia";

/** The volume of a node remembers how many nodes its broker was to have when it last started, or had when it stopped. */
const remembered = `${dataDirectory}/queue-workloads-replicas`;

/** And which version of RabbitMQ has last run on it. */
const rememberedVersion = `${dataDirectory}/queue-workloads-version`;

/**
 * Prepares what RabbitMQ reads: the cookie in a file that only its user can read, which a Secret volume with
 * fsGroup is not, and all configuration in one folder. A kept volume that has known more nodes is refused:
 * those that are left out would be missed for a majority, and RabbitMQ would wait for them in silence. So is
 * one that a version has written to which this image's cannot follow, and one with the data of a node of another name, beside which RabbitMQ would start without a message. A broker
 * that was made before its pods said their domain has the names that it had.
 */
export const prepareScript = `
${upgradeFunctions}
wanted=$(cat ${sizeDirectory}/replicas)
known=$(cat ${remembered} 2> /dev/null || echo 0)
if [ "$wanted" -lt "$known" ]; then
    echo "replicas is $wanted, and the volume of this node is of a broker of $known nodes, which has no majority in fewer. Set replicas to $known." >&2
    exit 1
fi
version=$(image_version)
if [ -n "$version" ] && [ -s ${rememberedVersion} ]; then
    upgrade_problem "$(cat ${rememberedVersion})" "$version" >&2
fi
if [ -n "$CLUSTER_DOMAIN" ]; then
    name="rabbit@$POD_NAME.$NODES_SERVICE.$POD_NAMESPACE"
    [ "$CLUSTER_DOMAIN" = ${noDomain} ] || name="$name.svc.$CLUSTER_DOMAIN"
    for data in ${dataDirectory}/rabbit@*; do
        other=$(basename "$data")
        [ -d "$data" ] || continue
        case "$other" in
        "$name" | "$name"-*) continue ;;
        *.svc.*) fix="Set clusterDomain to \${other#*.svc.}" ;;
        *) fix="Remove clusterDomain" ;;
        esac
        echo "the volume of this node has the data of $other, which the node would not find as $name. $fix." >&2
        exit 1
    done
fi
cp ${sizeDirectory}/replicas ${remembered}
install -m 600 /run/erlang-cookie/cookie /var/lib/rabbitmq/.erlang.cookie
cp /run/config/* ${sizeDirectory}/*.conf /etc/rabbitmq/conf.d/
`.trim();

/**
 * Remembers how many nodes the broker has, waits until no queue needs this one for its quorum, then hands its
 * leaders over. RabbitMQ is asked for the number: Kubernetes takes up to a minute to change a file in a running pod.
 */
export function stopScript(timeoutSeconds: number): string {
    return `
members=$(rabbitmqctl --quiet --timeout 10 eval 'length(rabbit_nodes:list_members()).') && echo "$members" > ${remembered}
rabbitmq-upgrade await_online_quorum_plus_one -t ${timeoutSeconds}
rabbitmq-upgrade drain -t ${timeoutSeconds}
`.trim();
}

/**
 * Remembers the version once it runs: one that never did has written nothing that the one before could not read.
 * The first node is the last one of a roll: once it is back, leaders go to all nodes alike. Nothing waits for it.
 */
export const startedScript = `
${upgradeFunctions}
(
    rabbitmqctl await_startup --timeout 600 || exit
    image_version > ${rememberedVersion}
    case "$POD_NAME" in
    *-0) rabbitmq-queues rebalance all ;;
    esac
) > /tmp/started.log 2>&1 &
`.trim();
