import type * as pulumi from "@pulumi/pulumi";

import { scaleDownProblem } from "../broker/guards";
import { updateGuard } from "../broker/updateGuard";
import { upgradeProblem } from "../broker/upgrades";

interface Inputs {
    spec?: { replicas?: number; image?: string; persistence?: { storage?: string } };
}

/** Refuses what the operator would not do, or RabbitMQ not survive, in the preview. */
export function clusterGuard(name: string): pulumi.ResourceHook[] {
    return updateGuard(`${name}-cluster-guard`, (before, after) => changeProblems(before, after));
}

export function changeProblems(before: Inputs = {}, after: Inputs = {}): string[] {
    return [
        scaleDownProblem(before.spec?.replicas, after.spec?.replicas),
        upgradeProblem(before.spec?.image, after.spec?.image),
        shrinkProblem(before.spec?.persistence?.storage, after.spec?.persistence?.storage),
    ].filter((one) => one !== undefined);
}

/** The operator leaves the volumes as they are, and says so in a log. */
function shrinkProblem(before?: string, after?: string): string | undefined {
    const [from, to] = [before, after].map((size) => parseInt(size ?? "", 10));
    return from! > to!
        ? `storage.sizeGiB cannot go from ${from} to ${to}: volumes never shrink. Keep ${from}, or make a second broker and move the messages to it.`
        : undefined;
}
