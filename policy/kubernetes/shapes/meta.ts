import { dictionary, fields, list, text, type TypeOf } from "../schema";

export const texts = list(text);
export const labels = dictionary(text);

export const labelSelector = fields({
    matchLabels: labels,
    matchExpressions: list(fields({ key: text, operator: text, values: texts })),
});
export type LabelSelector = TypeOf<typeof labelSelector>;

export const objectMeta = fields({ name: text, namespace: text, labels, annotations: labels });
export type ObjectMeta = TypeOf<typeof objectMeta>;
