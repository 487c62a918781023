import assert from "node:assert/strict";

import { withoutAddedSalt } from "../../local/stackFiles";

const file = `# The shop.
config:
  queue-workloads:createNamespace: true
  queue-workloads:broker:
    replicas: 3
`;
const salt = "encryptionsalt: v1:lagvMjc2lZ8=:v1:3iUuMatdQbRgh55d:J3IxKJ==\n";

describe("a stack file after a local command", () => {
    it("is as before when Pulumi has added a salt", () => {
        assert.equal(withoutAddedSalt(file, file + salt), file);
    });

    it("is as before when Pulumi has written everything in its own way besides", () => {
        const rewritten = file.replace("true", '"true"').replace("replicas: 3", 'replicas: "3"');
        assert.equal(withoutAddedSalt(file, salt + rewritten), file);
    });

    it("keeps what the command was meant to change, salt included", () => {
        const changed = file.replace("replicas: 3", "replicas: 5") + salt;
        assert.equal(withoutAddedSalt(file, changed), changed);
    });

    it("keeps a salt that was there before", () => {
        const rewritten = file.replace("true", '"true"') + salt;
        assert.equal(withoutAddedSalt(file + salt, rewritten), rewritten);
    });

    it("keeps an edit of its comments and its notation", () => {
        const edited = file.replace("The shop.", "The shop, by us.").replace("true", '"true"');
        assert.equal(withoutAddedSalt(file, edited), edited);
    });

    it("is empty where there was none", () => {
        assert.equal(withoutAddedSalt("", salt), "");
    });
});
