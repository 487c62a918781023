import { fields, list, text, type TypeOf } from "../schema";
import { objectMeta, texts } from "./meta";

export const policyRule = fields({
    apiGroups: texts,
    resources: texts,
    verbs: texts,
    resourceNames: texts,
    nonResourceURLs: texts,
});
export type PolicyRule = TypeOf<typeof policyRule>;

export const role = fields({ metadata: objectMeta, rules: list(policyRule) });
export const binding = fields({
    metadata: objectMeta,
    roleRef: fields({ kind: text, name: text }),
    subjects: list(fields({ kind: text, name: text })),
});

export type Binding = TypeOf<typeof binding>;
