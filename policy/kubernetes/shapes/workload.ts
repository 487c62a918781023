import { fields, integer, text } from "../schema";
import { labelSelector, objectMeta } from "./meta";
import { podTemplate } from "./pod";

export const workloadSpec = fields({
    replicas: integer,
    selector: labelSelector,
    template: podTemplate,
    serviceName: text,
});
export const workload = fields({ metadata: objectMeta, spec: workloadSpec });

/** A Rollout can take the pod template of a Deployment. */
export const rolloutSpec = fields({
    replicas: integer,
    selector: labelSelector,
    template: podTemplate,
    workloadRef: fields({ kind: text, name: text }),
});
