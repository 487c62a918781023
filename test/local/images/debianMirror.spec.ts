import assert from "node:assert/strict";

import { debianArchive, networkOptions } from "../../../local/images/debianMirror";

describe("the Debian mirror", () => {
    it("is the machine's own, and not one for security updates or of somebody else", () => {
        const targets = [
            "nodistro\tnodistro\tmain\thttp://node.example/",
            "Debian\tDebian-Security\tmain\thttp://security.example/",
            "Debian\tDebian\tcontrib\thttp://contrib.example/",
            "Debian\tDebian\tmain\thttp://mirror.example/debian/",
        ].join("\n");
        assert.equal(debianArchive(targets), "http://mirror.example/debian/");
        assert.equal(debianArchive("Ubuntu\tUbuntu\tmain\thttp://ubuntu.example/"), undefined);
    });

    it("is reached through the machine's proxy", () => {
        const settings = [
            'Acquire::http::Proxy "http://proxy.example:3128";',
            'Acquire::Languages:: "none";',
            'Acquire::Retries "3";',
        ].join("\n");
        assert.deepEqual(networkOptions(settings), [
            'Acquire::http::Proxy "http://proxy.example:3128";',
            'Acquire::Retries "3";',
        ]);
    });
});
