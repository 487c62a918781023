import { z } from "zod";

export const optionalNumber = z.number().optional();
export const optionalString = z.string().optional();
export const optionalBoolean = z.boolean().optional();
export const text = z.string().min(1);

/** A schema for each key of an interface, none missing and none too many, optional where the key is. */
export type Shape<T> = { [Key in keyof T]-?: Field<T[Key]> };
type Field<T> = undefined extends T
    ? z.ZodOptional<z.ZodType<Exclude<T, undefined>>>
    : z.ZodType<T>;
