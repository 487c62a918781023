import assert from "node:assert/strict";

import { kubectl } from "./kubernetes";

describe("The API server of the throwaway cluster", () => {
    it("serves watches from whatever it has at hand, as kwok and others ask for them", async () => {
        const watch = "watch=true&resourceVersion=0&allowWatchBookmarks=true&timeoutSeconds=1";
        const events = (await kubectl("get", "--raw", `/api/v1/nodes?${watch}`)).split("\n");
        const types = events.map((event) => (JSON.parse(event) as { type: string }).type);
        assert.equal(types[0], "ADDED");
        assert.ok(!types.includes("ERROR"), types.join());
    });
});
