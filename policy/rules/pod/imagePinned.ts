import { defineRule } from "../../engine/rule";
import { quoted } from "../../engine/violationMessage";
import { isKind } from "../../kubernetes/object";
import type { LocatedPodTemplate } from "../../kubernetes/podTemplate";
import { operatedContainers } from "../../kubernetes/rabbitMqCluster";
import type { Container } from "../../kubernetes/shapes/pod";

export const imagePinned = defineRule({
    id: "pod-image-pinned",
    description: "A container's image says which version runs, by a tag or by a digest.",
    severity: "high",
    tags: ["security", "supply-chain"],
    remediation: "Give the image a version tag other than latest, or a digest.",
    defaults: { requireDigest: false },
    schema: {
        requireDigest: {
            type: "boolean",
            description: "Whether a tag is not enough: a digest (`@sha256:...`) is required.",
        },
    },
    checkContainer({ container, pod, where }, { config, report }) {
        if (isOperatorsImage(pod, container)) {
            return;
        }
        const { tag, digest } = imageParts(container.image ?? "");
        if (digest === undefined && config.requireDigest) {
            report(pod.object, {
                at: `${where} image`,
                is: quoted(container.image),
                requires: "a digest",
                fix: "Append @sha256: and the digest of the image",
            });
        } else if (digest === undefined && (tag === undefined || tag === "latest")) {
            report(pod.object, {
                at: `${where} image`,
                is: quoted(container.image),
                requires: "a version tag other than latest",
                fix: "Append the version that was tested, such as :1.4.2",
            });
        }
    },
});

/** The cluster operator starts RabbitMQ from the image of its own release where the object names none. */
function isOperatorsImage({ object }: LocatedPodTemplate, container: Container): boolean {
    return (
        isKind(object, "rabbitmq.com/RabbitmqCluster") &&
        operatedContainers.includes(container.name ?? "") &&
        !container.image
    );
}

/** `registry:5000/shop/api:1.4@sha256:...`: the tag stands behind the last slash. */
function imageParts(image: string): { tag: string | undefined; digest: string | undefined } {
    const [reference = "", digest] = image.split("@");
    const [, tag] = (reference.split("/").at(-1) ?? "").split(":");
    return { tag: tag || undefined, digest: digest || undefined };
}
