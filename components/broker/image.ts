import type * as pulumi from "@pulumi/pulumi";

import type { Problem } from "../problems";
import { problem } from "../problems";

/** RabbitMQ has to be as new as the rights of clients need it. */
export const oldestVersion = [4, 3, 1] as const;
export const whyNotOlder = "Older ones ask clients for rights to declare what they only use";

/**
 * Whether an image's name says all that has to be known of it. Any other is looked at by a Job before it
 * replaces a node that runs.
 */
export function saysItAll(image: pulumi.Input<string>): boolean {
    const official = /^(docker\.io\/)?(library\/)?rabbitmq:\d+\.\d+\.\d+(-management)?$/;
    return typeof image === "string" && official.test(image);
}

/** A tag without a version says nothing. */
export function versionProblems(image: pulumi.Input<string>): Problem[] {
    if (typeof image !== "string") {
        return [];
    }
    const version = /:v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-[^/]*)?$/.exec(image.replace(/@.*$/, ""));
    if (version === null) {
        return [];
    }
    // A tag that leaves out the minor or the patch version stands for the newest one.
    const [major = 0, minor = 999, patch = 999] = version
        .slice(1)
        .map((part: string | undefined) => (part === undefined ? undefined : Number(part)));
    const [oldestMajor, oldestMinor, oldestPatch] = oldestVersion;
    const supported = weight(major, minor, patch) >= weight(oldestMajor, oldestMinor, oldestPatch);
    const fix = `${whyNotOlder}: raise the tag.`;
    return supported
        ? []
        : [problem("image", image, `RabbitMQ ${oldestVersion.join(".")} or newer`, fix)];
}

function weight(major: number, minor: number, patch: number): number {
    return major * 1e6 + minor * 1e3 + patch;
}
