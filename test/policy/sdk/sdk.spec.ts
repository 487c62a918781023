import { deepEqual, equal, ok } from "node:assert/strict";
import { execFileSync } from "node:child_process";

import { packFolder } from "../../../policy/engine/environmentConfig";

/** What a program says, as JSON, in a process that has loaded nothing of the pack yet. */
function run(program: string): unknown {
    const args = ["-e", `const say = (said) => console.log(JSON.stringify(said));${program}`];
    return JSON.parse(execFileSync(process.execPath, args, { cwd: packFolder }).toString());
}

describe("what the pack makes of the policy SDK", () => {
    const modulesOfNpm = `Object.keys(require.cache).filter((path) => path.includes("@npmcli")).length`;

    it("leaves half of npm out, which nobody needs to judge a resource", () => {
        const load = `require("@pulumi/policy"); say(${modulesOfNpm});`;
        ok(Number(run(load)) > 50);
        equal(run(`require("./dist/policy/sdk/partOfPulumi"); ${load}`), 0);
    });

    it("gives the whole SDK to whoever asks for more of it", () => {
        const asks = `const { Config, Output } = require("@pulumi/pulumi"); say([typeof Config, typeof Output])`;
        deepEqual(run(`require("./dist/policy/sdk/partOfPulumi"); ${asks}`), [
            "function",
            "function",
        ]);
    });

    it("parses a resource once, however many policies judge it", () => {
        const analysis = `
            let parsed = 0;
            const properties = { toJavaScript: () => { parsed++; return { spec: { replicas: 2 } }; } };
            const options = new (require("@pulumi/pulumi/proto/analyzer_pb").AnalyzerResourceOptions)();
            const request = {
                getType: () => "kubernetes:apps/v1:Deployment", getName: () => "api", getUrn: () => "urn",
                getProperties: () => properties, getOptions: () => options, getProvider: () => undefined,
            };
            const policies = ["one", "two", "three"].map((name) => ({
                name, description: name, enforcementLevel: "mandatory",
                validateResource: ({ props }, report) => report(name + props.spec.replicas),
            }));
            const analyze = require("@pulumi/policy/server").makeAnalyzeRpcFun("pack", "1", "mandatory", policies);
            analyze({ request }, (error, answer) =>
                say([parsed, error ?? answer.getDiagnosticsList().map((one) => one.getMessage())]),
            );`;
        const found = ["one\none2", "two\ntwo2", "three\nthree2"];
        deepEqual(run(analysis), [3, found]);
        deepEqual(run(`require("./dist/policy/sdk/parsedOnce"); ${analysis}`), [1, found]);
    });
});
