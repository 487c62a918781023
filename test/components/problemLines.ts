import type { Problem } from "../../components/problems";

/** Each problem as a person reads it. */
export function problemLines(problems: Problem[]): string[] {
    return problems.map(({ path, reason }) => `${path} ${reason}`);
}
