import { type Misfit, Place } from "./place";
import { cannotBeJudged, ifKnown, MisshapenValueError } from "./unknownValue";

/**
 * What a field may hold. `fit` gives a copy in which every value has its type, so that no rule meets
 * anything else: what does not fit is noted, and raises an error where it is read, just as a value does
 * that is not known yet. A null means unset, and is left out.
 */
export interface Schema<T> {
    readonly takes: string;
    readonly fields?: { readonly [name: string]: Schema<unknown> };
    readonly values?: Schema<unknown>;
    readonly items?: Schema<unknown>;
    fit(value: unknown, place: Place): T;
}

export type TypeOf<S> = S extends Schema<infer T> ? T : never;

/** A value in its shape, or undefined where it has nothing of it, and what did not fit. */
export function fit<T>(
    schema: Schema<T>,
    value: unknown,
): { value: T | undefined; misfits: readonly Misfit[] } {
    const place = Place.root();
    return { value: ifKnown(() => schema.fit(value, place)), misfits: place.misfits };
}

export const text = scalar("text", (value): value is string => typeof value === "string");
export const flag = scalar(
    "true or false",
    (value): value is boolean => typeof value === "boolean",
);
export const integer = scalar("a whole number", isInteger);
export const integerOrText = scalar(
    "a whole number or text",
    (value): value is number | string => typeof value === "string" || isInteger(value),
);
export const numberOrText = scalar(
    "a number or text",
    (value): value is number | string => typeof value === "string" || typeof value === "number",
);

/** What no rule looks into. Even there a list of Kubernetes holds no null. */
export const anything: Schema<unknown> = {
    takes: "anything",
    fit: (value, place) => {
        if (Array.isArray(value)) {
            return anyList.fit(value, place);
        }
        return typeof value === "object" && value !== null ? anyRecord.fit(value, place) : value;
    },
};
const anyList = list(anything);
const anyRecord = dictionary(anything);

/** What is left out unseen: a custom resource can hold whatever its own schema allows. */
export const unseen: Schema<unknown> = { takes: "anything", fit: () => undefined };

/** An object with these fields, of which none has to be there, and with others. */
export function fields<Fields extends { readonly [name: string]: Schema<unknown> }>(
    known: Fields,
    others: Schema<unknown> = anything,
): Schema<{ [Name in keyof Fields]?: TypeOf<Fields[Name]> }> {
    return {
        takes: "an object",
        fields: known,
        fit: (value, place) =>
            fitted(value, place, (key) => (Object.hasOwn(known, key) ? known[key]! : others)) as {
                [Name in keyof Fields]?: TypeOf<Fields[Name]>;
            },
    };
}

/** An object whose keys are free, such as labels. */
export function dictionary<T>(of: Schema<T>): Schema<{ [key: string]: T }> {
    return {
        takes: "an object",
        values: of,
        fit: (value, place) => fitted(value, place, () => of) as { [key: string]: T },
    };
}

export function list<T>(of: Schema<T>): Schema<T[]> {
    return {
        takes: "a list",
        items: of,
        fit: (value, place) => {
            if (!Array.isArray(value)) {
                throw place.note(nameOf(value), "a list");
            }
            const result: T[] = [];
            const end = place.judged(value.length);
            for (let index = 0; index < end; index++) {
                try {
                    fitInto(result, result.length, () => value[index], of, place.at(index));
                } catch (error) {
                    // An item that does not fit is left out, so that it hides none of the others.
                    if (!(error instanceof MisshapenValueError)) {
                        throw error;
                    }
                }
            }
            return result;
        },
    };
}

function scalar<T>(takes: string, is: (value: unknown) => value is T): Schema<T> {
    return {
        takes,
        fit: (value, place) => {
            if (is(value)) {
                return value;
            }
            throw place.note(nameOf(value), takes);
        },
    };
}

/** The prototype is left out, so that a label called `constructor` is only there where it is set. */
function fitted(
    value: unknown,
    place: Place,
    schemaOf: (key: string) => Schema<unknown>,
): { [key: string]: unknown } {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        throw place.note(nameOf(value), "an object");
    }
    const result = Object.create(null) as { [key: string]: unknown };
    const keys = Object.keys(value);
    for (const key of keys.slice(0, place.judged(keys.length))) {
        const read = () => (value as { [key: string]: unknown })[key];
        try {
            const inside = place.at(key);
            const field = read();
            if (field !== undefined && field !== null) {
                result[key] = schemaOf(key).fit(field, inside);
            }
        } catch (error) {
            raisedWhenRead(result, key, error);
        }
    }
    return result;
}

function fitInto<T>(
    result: T[],
    index: number,
    read: () => unknown,
    schema: Schema<T>,
    place: Place,
): void {
    try {
        const item = read();
        if (item === undefined || item === null) {
            throw place.note("null", schema.takes);
        }
        result[index] = schema.fit(item, place);
    } catch (error) {
        if (error instanceof MisshapenValueError) {
            throw error;
        }
        raisedWhenRead(result, index, error);
    }
}

export function raisedWhenRead(holder: object, key: string | number, error: unknown): void {
    if (!cannotBeJudged(error)) {
        throw error;
    }
    Object.defineProperty(holder, key, {
        enumerable: true,
        configurable: true,
        get: () => {
            throw error;
        },
    });
}

function isInteger(value: unknown): value is number {
    return Number.isInteger(value);
}

function nameOf(value: unknown): string {
    if (value === undefined || value === null) {
        return "null";
    }
    if (Array.isArray(value)) {
        return "a list";
    }
    return (
        { string: "text", number: "a number", boolean: "true or false" }[typeof value as string] ??
        "an object"
    );
}
