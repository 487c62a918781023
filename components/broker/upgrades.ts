/**
 * Which version of RabbitMQ can follow which. https://www.rabbitmq.com/docs/upgrade#rabbitmq-version-upgradability
 * Said twice, for a preview, which knows the names of images, and for a shell in the image itself, with the same
 * words; a test compares the two.
 */

const goingBack =
    "nodes do not start on what a newer version has written. Stay, or go on to a newer one.";
const skippingMinors = (next: string) =>
    `only the next minor version can follow. Go to ${next} first.`;
const skippingSeries = (next: string) =>
    `only the first version of the next series can follow. Go to ${next} first.`;
const refusal = (from: string, to: string, reason: string) =>
    `image cannot go from RabbitMQ ${from} to ${to}: ${reason}`;

/** What an image's name says of its version; nothing where it says none, or not all of it. */
export function imageVersion(image: string | undefined): [number, number, number] | undefined {
    const match = /:v?(\d+)\.(\d+)\.(\d+)/.exec(image?.replace(/@.*$/, "") ?? "");
    return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

/** Why one image cannot follow another, as far as their names say. */
export function upgradeProblem(before?: string, after?: string): string | undefined {
    const [from, to] = [imageVersion(before), imageVersion(after)];
    if (from === undefined || to === undefined) {
        return undefined;
    }
    const refuse = (reason: string) => refusal(from.join("."), to.join("."), reason);
    if (to[0] < from[0] || (to[0] === from[0] && to[1] < from[1])) {
        return refuse(goingBack);
    }
    if (to[0] === from[0] && to[1] > from[1] + 1) {
        return refuse(skippingMinors(`${from[0]}.${from[1] + 1}`));
    }
    if (to[0] > from[0] && (to[0] > from[0] + 1 || to[1] > 0)) {
        return refuse(skippingSeries(`${from[0] + 1}.0`));
    }
    return undefined;
}

/** Nobody looks at an image whose name says it all: then the name of the one before has to say its version. */
export function unknownVersionProblem(before?: string, after?: string): string | undefined {
    const isUnknown = before !== undefined && imageVersion(before) === undefined;
    return isUnknown && before !== after
        ? `image cannot go from ${before} to ${after} at once: the name of the former says no version to compare. ` +
              `Add the digest to the latter (${after}@sha256:...): then a Job asks the nodes which version they run before any is replaced.`
        : undefined;
}

/**
 * Shell functions. `image_version` is the version of the image that the shell runs in, or nothing where its
 * folders are unlike those of the official one; `upgrade_problem FROM TO` fails with a sentence where one
 * version cannot follow the other.
 */
export const upgradeFunctions = `
plugins_of_image() { echo "$(dirname "$(command -v rabbitmq-server)")/../plugins"; }
image_version() { ls "$(plugins_of_image)" 2> /dev/null | sed -n 's/^rabbit-\\([0-9].*\\)$/\\1/p' | sed 's/\\.ez$//' | head -n 1; }
upgrade_problem() {
    set -- "$1" "$2" \${1%%.*} $(echo "$1" | cut -d. -f2) \${2%%.*} $(echo "$2" | cut -d. -f2)
    if [ "$5" -lt "$3" ] || { [ "$5" = "$3" ] && [ "$6" -lt "$4" ]; }; then
        echo "${refusal("$1", "$2", goingBack)}"
    elif [ "$5" = "$3" ] && [ "$6" -gt $(($4 + 1)) ]; then
        echo "${refusal("$1", "$2", skippingMinors("$3.$(($4 + 1))"))}"
    elif [ "$5" -gt "$3" ] && { [ "$5" -gt $(($3 + 1)) ] || [ "$6" -gt 0 ]; }; then
        echo "${refusal("$1", "$2", skippingSeries("$(($3 + 1)).0"))}"
    else
        return 0
    fi
    return 1
}
`.trim();
