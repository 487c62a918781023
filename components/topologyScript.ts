/**
 * Applies the definitions to the running cluster, then removes the users that are no longer declared.
 * It is run by the topology Job, in the broker's own image, and can be run any number of times.
 *
 * /run/definitions holds topology.json, its checksum and the wanted user names; /run/administrator
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

# Each line is a user, its tags and its password hash: only users that were made here are removed.
admin list users | while read -r user tags; do
    case "$tags" in *queue-workloads*) ;; *) continue ;; esac
    grep -qxF "$user" /run/definitions/users && continue
    admin delete user --name "$user"
    echo "removed the user $user"
done
`.trim();
