import type { Problem } from "../problems";
import { problem } from "../problems";

interface Field {
    name: string;
    low: number;
    high: number;
    /** What may stand for the numbers, beginning with the lowest. */
    names: string[];
}

const fields: Field[] = [
    { name: "minute", low: 0, high: 59, names: [] },
    { name: "hour", low: 0, high: 23, names: [] },
    { name: "day of the month", low: 1, high: 31, names: [] },
    {
        name: "month",
        low: 1,
        high: 12,
        names: "jan feb mar apr may jun jul aug sep oct nov dec".split(" "),
    },
    { name: "day of the week", low: 0, high: 6, names: "sun mon tue wed thu fri sat".split(" ") },
];

const macros = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/**
 * What Kubernetes would refuse: it knows five fields, no seconds, no `L`, `W` or `#`, and Sunday as 0 only.
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function cronProblems(path: string, cron: string): Problem[] {
    if (macros.includes(cron)) {
        return [];
    }
    const refuse = (fix: string) => {
        const allowed = `five fields such as "*/5 * * * *", or one of ${macros.join(", ")}`;
        return [problem(path, cron, allowed, fix)];
    };
    const parts = cron.split(/\s+/).filter((part) => part !== "");
    if (/^(CRON_)?TZ=/.test(cron)) {
        return refuse("Put the time zone into timeZone.");
    }
    if (parts.length !== fields.length) {
        return refuse(`It has ${parts.length}: correct it.`);
    }
    return fields.flatMap((field, index) => fieldProblems(path, cron, field, parts[index]!));
}

function fieldProblems(path: string, cron: string, field: Field, part: string): Problem[] {
    const { name, low, high, names } = field;
    return part
        .split(",")
        .filter((item) => !isItem(field, item))
        .map((item) => {
            const named = names.length === 0 ? "" : ` or ${names[0]} to ${names.at(-1)}`;
            const allowed = `in the ${name} "*" and ${low} to ${high}${named}, with "-" and "/"`;
            const isSunday = names[0] === "sun" && /^7\b|-7\b/.test(item);
            const fix = isSunday ? "Sunday is 0: replace the 7." : `Correct "${item}".`;
            return problem(path, cron, allowed, fix);
        });
}

/** One of what commas separate: anything, a value or a range, each with a step or without. */
function isItem(field: Field, item: string): boolean {
    const [range = "", step, ...tooMany] = item.split("/");
    const isStep = step === undefined || (/^\d+$/.test(step) && Number(step) > 0);
    return isStep && tooMany.length === 0 && isRange(field, range);
}

function isRange(field: Field, range: string): boolean {
    if (range === "*" || range === "?") {
        return true;
    }
    const values = range.split("-").map((text) => valueOf(field, text));
    const [from = NaN, to = from] = values;
    return values.length <= 2 && from >= field.low && from <= to && to <= field.high;
}

function valueOf({ low, names }: Field, text: string): number {
    const index = names.indexOf(text.toLowerCase());
    return index >= 0 ? low + index : /^\d+$/.test(text) ? Number(text) : NaN;
}
