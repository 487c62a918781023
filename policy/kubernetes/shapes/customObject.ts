import { podTraces } from "../podTraces";
import { fields, type Schema, unseen } from "../schema";
import { objectMeta } from "./meta";
import { podTemplate } from "./pod";

/** What every object has. */
export const anyObject = fields({ metadata: objectMeta });
export const customObject = fields({ metadata: objectMeta, spec: podTraces }, unseen);

/** A custom resource that makes pods, with the pod template at a path such as `spec.template`. */
export function customObjectWithPod(path: string): Schema<object> {
    const inner = path
        .split(".")
        .reduceRight<Schema<object>>((schema, key) => fields({ [key]: schema }), podTemplate);
    return fields({ metadata: objectMeta, ...inner.fields });
}
