import { z } from "zod";

import { broker } from "./brokerSchema";
import { text } from "./schemaShape";
import { topology } from "./topologySchema";
import { consumer, producer } from "./workloadSchema";

/**
 * The shape of a stack's configuration: every key and its type, and no other. What the values have to
 * satisfy together, and within which limits, the components say.
 */

export const settingsSchema = z.strictObject({
    kubeContext: text,
    kubeconfig: text.optional(),
    namespace: text,
    createNamespace: z.boolean().default(false),
    broker,
    ...topology,
    producers: z.record(z.string(), producer).default({}),
    consumers: z.record(z.string(), consumer).default({}),
});

/** The same without what every stack has to say, to find out what else is wrong when that is missing. */
export const partialSettingsSchema = settingsSchema.extend({
    kubeContext: z.string().default(""),
    namespace: z.string().default(""),
    broker: broker.default({}),
});

/** Whether a key's value is text, and never anything that is written as JSON. */
export function takesText(key: string): boolean {
    const schema = (settingsSchema.shape as { [key: string]: z.ZodType | undefined })[key];
    return (schema instanceof z.ZodOptional ? schema.unwrap() : schema) instanceof z.ZodString;
}

/** A stack's configuration as its file says it, defaults of absent keys filled in. */
export type Configuration = z.infer<typeof settingsSchema>;
export type ProducerConfiguration = z.infer<typeof producer>;
export type ConsumerConfiguration = z.infer<typeof consumer>;
