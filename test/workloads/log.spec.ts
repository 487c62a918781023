import assert from "node:assert/strict";

import { createLog } from "../../workloads/log";

describe("the log", () => {
    it("is one JSON object a line", () => {
        const lines: string[] = [];
        createLog("debug", (line) => lines.push(line)).debug("consumed", { id: "a\nb" });
        assert.equal(lines.length, 1);
        assert.doesNotMatch(lines[0] ?? "", /\n/);
        const { event, id, level } = JSON.parse(lines[0] ?? "") as { [key: string]: string };
        assert.deepEqual({ event, id, level }, { event: "consumed", id: "a\nb", level: "debug" });
    });

    it("leaves single messages out unless asked for", () => {
        const lines: string[] = [];
        const log = createLog("info", (line) => lines.push(line));
        log.debug("consumed");
        log.info("connected");
        assert.equal(lines.length, 1);
    });
});
