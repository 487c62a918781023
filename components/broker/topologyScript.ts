/**
 * Applies the definitions to the running cluster, then removes the users, permissions and policies
 * that are no longer declared. Queues are never removed: they may hold messages.
 * It is run by the topology Job, in the broker's own image, and can be run any number of times.
 *
 * /run/definitions holds topology.json and the names of what may stay; /run/administrator
 * one rabbitmqadmin configuration for each administrator that the broker may know.
 */
export const topologyScript = `
fail() { echo "$1" >&2; exit 1; }

# A Secret that was replaced a moment ago may still be mounted with its old content.
actual=$(sha256sum /run/definitions/topology.json | cut -d ' ' -f 1)
[ "$actual" = "$DEFINITIONS_SHA256" ] || fail "the mounted definitions are not the ones to apply yet; trying again"

admin() { rabbitmqadmin --non-interactive --config "$credentials" --node default "$@"; }

log_in() {
    for credentials in /run/administrator/*.conf; do
        admin show overview > /dev/null 2> /tmp/error && return
    done
    return 1
}

attempts=0
until log_in; do
    attempts=$((attempts + 1))
    [ "$attempts" -lt 30 ] || { cat /tmp/error >&2; fail "the management API refused every administrator for 60 seconds"; }
    sleep 2
done

admin definitions import --file /run/definitions/topology.json
echo "applied the definitions"

# What was imported may have renewed the administrator.
log_in || { cat /tmp/error >&2; fail "no administrator can log in after the definitions were applied"; }

# What was imported on all nodes may only now be allowed to use what an upgrade brought.
admin feature_flags enable_all

wanted() { grep -qxF "$1" "/run/definitions/$2"; }

# An import adds and changes, and never removes. Only what was made here is removed: users by their tag,
# policies by their name. Each line of a list begins with a name, or a name and its virtual host.
admin list users > /tmp/users
admin list permissions > /tmp/permissions
admin list policies > /tmp/policies

while read -r user tags; do
    case "$tags" in *queue-workloads*) ;; *) continue ;; esac
    wanted "$user" users && continue
    admin delete user --name "$user"
    echo "removed the user $user"
done < /tmp/users

while read -r user vhost _; do
    wanted "$user" users || continue
    wanted "$user $vhost" permissions && continue
    admin --vhost "$vhost" delete permissions --username "$user"
    echo "removed the permissions of $user in $vhost"
done < /tmp/permissions

while read -r policy vhost _; do
    case "$policy" in queue-workloads.*) ;; *) continue ;; esac
    wanted "$policy $vhost" policies && continue
    admin --vhost "$vhost" delete policy --name "$policy"
    echo "removed the policy $policy in $vhost"
done < /tmp/policies
`.trim();
