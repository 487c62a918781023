import { MisshapenValueError } from "./unknownValue";

/** Something that does not have the shape that Kubernetes accepts. No value is ever kept. */
export interface Misfit {
    readonly path: string;
    /** What stands there: `null`, `text`, `a number`, `a list of 20000`. */
    readonly is: string;
    /** What Kubernetes accepts there: `text`, `a list`. */
    readonly takes: string;
}

/** More than an object holds that the API server takes: what is judged has an end. */
const mostInOne = 10_000;
const mostValues = 100_000;
const deepest = 64;

/** Where a value stands in its object, and all that did not fit in that object. */
export class Place {
    private constructor(
        readonly path: string,
        private readonly depth: number,
        private readonly whole: { readonly misfits: Misfit[]; valuesLeft: number },
    ) {}

    static root(): Place {
        return new Place("", 0, { misfits: [], valuesLeft: mostValues });
    }

    get misfits(): readonly Misfit[] {
        return this.whole.misfits;
    }

    at(key: string | number): Place {
        return new Place(pathTo(this.path, key), this.depth + 1, this.whole);
    }

    note(is: string, takes: string): MisshapenValueError {
        this.whole.misfits.push({ path: this.path, is, takes });
        return new MisshapenValueError(`${this.path} is ${is}, not ${takes}`);
    }

    /** How many of the values in here are judged. */
    judged(count: number): number {
        const most = this.depth < deepest ? Math.min(mostInOne, this.whole.valuesLeft) : 0;
        const judged = Math.min(count, most);
        if (judged < count) {
            this.note(
                "too much to be judged",
                `less than ${mostInOne} values in ${deepest} levels`,
            );
        }
        this.whole.valuesLeft -= judged;
        return judged;
    }
}

/** `spec.containers[0].env`, and `data["a.b"]` for a key that is no word. */
function pathTo(path: string, key: string | number): string {
    if (typeof key === "number") {
        return `${path}[${key}]`;
    }
    return /^\w+$/.test(key) ? `${path}${path && "."}${key}` : `${path}["${key.slice(0, 60)}"]`;
}
