import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { projectDir } from "../../local/paths";
import { componentShapes, hasArgument } from "./argumentPath";

interface Row {
    theirs: string;
    /** The arguments that are named, as paths. */
    ours: string[];
    without: boolean;
    specs: string[];
}

const heading = "## Values that people bring along";
const page = readFileSync(join(projectDir, "docs/comparison.md"), "utf8");
const sections = page.slice(page.indexOf(heading)).split(/^### /m).slice(1);
/** What is no argument of ours: it reaches everything. */
const transforms = "transforms";

describe("docs/comparison.md", () => {
    it("asks ten charts and kinds that people come from for their values", () => {
        assert.equal(sections.length, 10);
        sections.forEach((section) => assert.ok(rows(section).length >= 9, section));
    });

    for (const section of sections) {
        const title = section.split("\n")[0]!;

        it(`names arguments that there are, and tests that are about them: ${title}`, () => {
            assert.deepEqual(rows(section).flatMap(problems), []);
        });
    }
});

function rows(section: string): Row[] {
    return section
        .split("\n")
        .filter((line) => line.startsWith("| ") && !/^\| (Theirs|-)/.test(line))
        .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim()))
        .map(([theirs = "", ours = "", spec = ""]) => ({
            theirs,
            ours: [...ours.matchAll(/`([\w.]+)`/g)].map(([, path]) => path!),
            without: ours.startsWith("none: "),
            specs: [...spec.matchAll(/`([^`]+)`/g)].map(([, path]) => path!),
        }));
}

function problems({ theirs, ours, without, specs }: Row): string[] {
    if (without) {
        return specs.length > 0 ? [`${theirs}: a test of what there is not`] : [];
    }
    const wrong = [
        ...ours.filter((path) => !isArgument(path)).map((path) => `there is no ${path}`),
        ...(ours.length > 0 ? [] : ["nothing of ours is named"]),
        ...(specs.length > 0 ? [] : ["no test is named"]),
        ...specs.filter((path) => !existsSync(join(projectDir, path))).map((path) => `no ${path}`),
    ];
    return [...wrong, ...(wrong.length > 0 ? [] : silent(ours, specs))].map(
        (reason) => `${theirs}: ${reason}`,
    );
}

/** What none of the tests says a word about. */
function silent(ours: string[], specs: string[]): string[] {
    const text = specs.map((path) => readFileSync(join(projectDir, path), "utf8")).join();
    return ours
        .map((path) => path.split(".").pop()!)
        .filter((name) => !new RegExp(`\\b${name}\\b`).test(text))
        .map((name) => `${specs.join(", ")}: nothing about ${name}`);
}

/** Whether one of the components has an argument of this path. */
function isArgument(path: string): boolean {
    return (
        path === transforms ||
        Object.values(componentShapes).some((component) => hasArgument(component, path))
    );
}
