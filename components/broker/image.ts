import type * as pulumi from "@pulumi/pulumi";

import type { Problem } from "../problems";
import { problem } from "../problems";

/** RabbitMQ has to be as new as the rights of clients need it. A tag without a version says nothing. */
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
    const supported = major * 1e6 + minor * 1e3 + patch >= 4_003_001;
    const fix = "Older ones ask clients for rights to declare what they only use: raise the tag.";
    return supported ? [] : [problem("image", image, "RabbitMQ 4.3.1 or newer", fix)];
}
