import { defineRule } from "../../engine/rule";
import type { Misfit } from "../../kubernetes/place";

/** Says what type stands where, and never the value: a field of the wrong type can hold a secret. */
export const wellFormed = defineRule({
    id: "meta-well-formed",
    description: "Every field holds a value of the type that Kubernetes accepts there.",
    severity: "high",
    tags: ["correctness"],
    remediation: "Give the field a value of the type that the API reference names.",
    defaults: {},
    schema: {},
    checkObject(object, { report }) {
        for (const misfit of object.misfits.slice(0, mostShown)) {
            report(object, {
                says: `${misfit.path || "all of it"} is ${misfit.is}, and Kubernetes takes ${misfit.takes}`,
                fix: fixOf(misfit),
            });
        }
        if (object.misfits.length > mostShown) {
            report(object, {
                says: `holds ${object.misfits.length - mostShown} more fields of the wrong type`,
                fix: "Correct those that are listed first",
            });
        }
    },
});

/** A list that is wrong throughout fills no report. */
const mostShown = 10;

function fixOf({ is, takes }: Misfit): string {
    if (is === "null") {
        return "Remove it, or put a value in its place";
    }
    if (takes === "text" && (is === "a number" || is === "true or false")) {
        return "Put it in quotes";
    }
    if (is === "text" && takes !== "an object" && takes !== "a list") {
        return "Write it without quotes, as what it is";
    }
    return is.startsWith("too much") ? "Split the object" : `Make it ${takes}`;
}
