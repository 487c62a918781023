import { execFileSync } from "node:child_process";

import { touchedStacks } from "../codeHost/touchedStacks";

// node listTouchedStacks BASE STACK...: prints the stacks that the changes since BASE touch, separated by spaces.
const [base = "", ...stacks] = process.argv.slice(2);
const diff = execFileSync("git", ["diff", "--name-only", "-z", `${base}...HEAD`], {
    encoding: "utf8",
});
console.log(touchedStacks(diff.split("\0").filter(Boolean), stacks).join(" "));
