#!/bin/bash
# Behaves like the entrypoint of the official image where it matters to a caller.
set -euo pipefail

if [[ "$1" == rabbitmq* ]] && [ "$(id -u)" = 0 ]; then
    find /var/lib/rabbitmq ! -user rabbitmq -exec chown rabbitmq:rabbitmq {} +
    exec setpriv --reuid rabbitmq --regid rabbitmq --init-groups "$0" "$@"
fi

# The official image refuses these: what works here has to work there.
refused=$(compgen -e |
    grep -E '^RABBITMQ_(DEFAULT_(PASS|USER)_FILE|VM_MEMORY_HIGH_WATERMARK|(MANAGEMENT_)?SSL_.*)$' ||
    true)
if [ -n "$refused" ]; then
    echo "error: these environment variables are no longer supported:" $refused >&2
    echo "error: use a configuration file in /etc/rabbitmq/conf.d instead" >&2
    exit 1
fi

exec "$@"
