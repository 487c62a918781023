import type { Input } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";

import type { Problem } from "../problems";
import { problem } from "../problems";

/** Who has which object, of each cluster: that of an explicit provider, or that of the program's own. */
const clusters = new WeakMap<object, Map<string, string>>();

/**
 * Takes names of objects in a namespace. Two components that have one in common pass a preview, in which
 * nothing exists yet, and clash half-way. A namespace that is known only later is not looked at.
 */
export function claimProblems(
    component: pulumi.ComponentResource,
    owner: string,
    namespace: Input<string>,
    objects: string[],
): Problem[] {
    const provider = component.getProvider("kubernetes:core/v1:Namespace");
    const cluster = provider ?? pulumi.runtime.getStackResource();
    if (cluster === undefined || typeof namespace !== "string") {
        return [];
    }
    const owners = clusters.get(cluster) ?? new Map<string, string>();
    clusters.set(cluster, owners);
    const taken = objects.filter((object) => owners.has(`${namespace}/${object}`));
    objects
        .filter((object) => !taken.includes(object))
        .forEach((object) => owners.set(`${namespace}/${object}`, owner));
    return taken.map((object) => {
        const other = owners.get(`${namespace}/${object}`);
        const fix = `${other} has it in the namespace ${namespace}: rename one of them.`;
        return problem("name", object, "names whose objects no other component has", fix);
    });
}
