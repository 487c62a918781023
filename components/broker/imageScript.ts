import { oldestVersion, whyNotOlder } from "./image";
import { reconcilerScript, ReconcilerTask } from "./topologyPod";
import { upgradeFunctions } from "./upgrades";

/** What nodes and the broker's Jobs call. */
const commands = ["rabbitmq-server", "rabbitmqctl", "rabbitmq-upgrade", "rabbitmq-queues"];
const jobCommands = ["escript", "timeout", "install"];

/**
 * Looks at what an image's name does not say, in the image itself: whether it has all parts, and whether its
 * version can follow those that the broker runs. Run by a Job before the nodes: a roll that begins with such an
 * image has one node less from then on. A broker that does not answer has nothing to lose by it, and what is on
 * its volumes is looked at when a node starts.
 */
export const imageScript = `
${upgradeFunctions}
problems=0
problem() { echo "$1" >&2; problems=1; }

for command in ${[...commands, ...jobCommands].join(" ")}; do
    command -v "$command" > /dev/null || problem "image: $IMAGE has no $command. Use one that is built on the official image."
done
[ "$problems" = 0 ] || exit 1

version=$(image_version)
if [ -z "$version" ]; then
    echo "the folders of $IMAGE are unlike those of the official image: its parts and its version are not looked at"
    exit 0
fi
has_plugin() { for found in "$(plugins_of_image)/$1"-[0-9]* "$(plugins_of_image)/$1.ez"; do [ ! -e "$found" ] || return 0; done; return 1; }
for plugin in $PLUGINS; do
    has_plugin "$plugin" ||
        problem "image: $IMAGE has no plugin $plugin. Use one that has it, or do without what asks for it: additionalPlugins or protocols."
done
oldest=${oldestVersion.join(".")}
[ "$(printf '%s\\n' "$oldest" "$version" | sort -V | head -n 1)" = "$oldest" ] ||
    problem "image: $IMAGE is RabbitMQ $version; allowed: RabbitMQ $oldest or newer. ${whyNotOlder}: use a newer one."
for running in $(escript ${reconcilerScript} ${ReconcilerTask.Versions}); do
    sentence=$(upgrade_problem "$running" "$version") || problem "$sentence"
done
[ "$problems" = 0 ] || exit 1
echo "$IMAGE is RabbitMQ $version and has all parts"
`.trim();
