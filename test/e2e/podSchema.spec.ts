import assert from "node:assert/strict";

import published from "../../components/kubernetes/pod/schema.json";
import { readPodSchema } from "../components/readPodSchema";

describe("components/kubernetes/pod/schema.json", () => {
    it("is what the API server publishes; for another version: npm run local -- npm run pod-schema", async () => {
        assert.deepEqual(published, JSON.parse(await readPodSchema()));
    });
});
