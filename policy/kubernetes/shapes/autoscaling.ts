import { dictionary, fields, list, text, type TypeOf } from "../schema";

export const scaleTargetRef = fields({ apiVersion: text, kind: text, name: text });
export type ScaleTargetRef = TypeOf<typeof scaleTargetRef>;

const trigger = fields({ type: text, metadata: dictionary(text) });
export type Trigger = TypeOf<typeof trigger>;
export const triggers = list(trigger);
