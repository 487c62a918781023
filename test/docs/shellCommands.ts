import { parse } from "shell-quote";

/** A command and its arguments. */
export type ShellCommand = [string, ...string[]];

/** The commands of a script, one after the other, without assignments before them and without what they write to. */
export function shellCommands(script: string): ShellCommand[] {
    return script
        .replace(/\\\n/g, " ")
        .split("\n")
        .flatMap((line) => commandsOf(line));
}

function commandsOf(line: string): ShellCommand[] {
    const commands: string[][] = [[]];
    let isTarget = false;
    for (const part of parse(line, (name) => `$${name}`)) {
        if (typeof part === "object" && "op" in part && part.op !== "glob") {
            isTarget = /[<>]/.test(part.op);
            if (!isTarget) {
                commands.push([]);
            }
        } else if (typeof part === "object" && "comment" in part) {
            break;
        } else if (isTarget) {
            isTarget = false;
        } else {
            commands.at(-1)!.push(typeof part === "string" ? part : part.pattern);
        }
    }
    return commands
        .map((words) => words.slice(words.findIndex((word) => !/^\w+=/.test(word))))
        .map((words) => words.filter((word) => word !== "{" && word !== "}"))
        .filter((words): words is ShellCommand => words.length > 0);
}
