import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import MarkdownIt from "markdown-it";

import { projectDir } from "../../local/paths";

/** What Kubernetes, RabbitMQ and Pulumi say. */
const ofOthers = [
    "ACCESS_REFUSED",
    "ImagePullBackOff",
    "PRECONDITION_FAILED",
    "Pending",
    "[mandatory]",
    "delivery acknowledgement",
    "inequivalent arg",
];

const tokens = new MarkdownIt().parse(
    readFileSync(join(projectDir, "docs/symptoms.md"), "utf8"),
    {},
);

/** What stands as code in a heading or in the first cell of a row. */
const said = tokens.flatMap((token, index) => {
    const opened = tokens[index - 1];
    const isFirst = opened?.type === "td_open" && tokens[index - 2]?.type === "tr_open";
    return token.type === "inline" && (opened?.type === "heading_open" || isFirst)
        ? (token.children ?? [])
              .filter(({ type }) => type === "code_inline")
              .map(({ content }) => content)
        : [];
});

const sources = execFileSync(
    "git",
    ["ls-files", "components/*.ts", "components/*.erl", "workloads/*.ts"],
    { cwd: projectDir, encoding: "utf8" },
)
    .trim()
    .split("\n")
    .map((file) => readFileSync(join(projectDir, file), "utf8"))
    .join("\n");

describe("docs/symptoms.md", () => {
    it("quotes what the sources say", () => {
        assert.ok(said.length > 15);
        const unknown = said
            .filter((text) => !ofOthers.includes(text))
            .filter((text) => !sources.includes(inSources(text)));
        assert.deepEqual(unknown, []);
    });
});

/** Without the numbers of an example and the names of one. */
function inSources(text: string): string {
    return text
        .replace(/^has \d+ problems$/, " problems")
        .replace(/^rabbitmq-/, "-")
        .replace(/^\./, ".");
}
