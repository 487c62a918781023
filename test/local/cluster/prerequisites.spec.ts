import assert from "node:assert/strict";

import { findProblems, type Machine } from "../../../local/cluster/prerequisites";

const suitable: Machine = {
    platform: "linux",
    isRoot: true,
    hasApt: true,
    hasControlGroups: true,
    node: "22.15.0",
    go: "go1.25.0",
    freeGiB: { "/var/lib/queue-workloads": 40, "/root/.cache": 40 },
};

describe("the prerequisites of the local cluster", () => {
    it("are met by a suitable machine", () => {
        assert.deepEqual(findProblems(suitable, { build: true }), []);
    });

    it("are reported all at once, each with a fix", () => {
        const machine: Machine = {
            ...suitable,
            isRoot: false,
            hasApt: false,
            hasControlGroups: false,
            node: "20.20.2",
            go: undefined,
            freeGiB: { "/var": 1.25 },
        };
        assert.deepEqual(findProblems(machine, { build: true }), [
            "not run by root: run the same command with sudo",
            "apt-get is not here: use Debian 12 or later, or a system derived from it",
            "/sys/fs/cgroup is not mounted: a container needs --privileged for this",
            "this runs on Node.js 20.20.2: use the npm scripts, which bring a newer one along on x64, " +
                "or install Node.js 22.15.0 or newer",
            "go is not on PATH: install Go 1.25 or newer (https://go.dev/doc/install) and put it on PATH",
            "/var has 1.3 GiB free: make room for 12 GiB",
        ]);
    });

    it("compare versions of Go by number", () => {
        const problemsWith = (go: string) => findProblems({ ...suitable, go }, { build: true });
        assert.match(problemsWith("go1.9.7").join(), /^go1.9.7 is too old/);
        assert.match(problemsWith("go1.24.13").join(), /^go1.24.13 is too old/);
        assert.deepEqual(problemsWith("go1.26.8"), []);
        assert.deepEqual(problemsWith("go1.25rc1 X:nocoverageredesign"), []);
    });

    it("need neither Go nor much space once everything is built", () => {
        const machine = { ...suitable, go: undefined, freeGiB: { "/var": 5 } };
        assert.deepEqual(findProblems(machine, { build: false }), []);
    });

    it("are not gone through on another system", () => {
        const machine = { ...suitable, platform: "darwin", isRoot: false };
        assert.deepEqual(findProblems(machine, { build: true }), [
            "this is darwin: use a Linux machine (Debian 12 or later), or a cluster that you have: npm start -- --context NAME",
        ]);
    });
});
