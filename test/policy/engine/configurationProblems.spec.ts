import { deepEqual, equal, rejects } from "node:assert/strict";

import { analyze } from "../../../policy/audit/analysis";
import { isDay, portRangeProblems } from "../../../policy/engine/configurationProblems";
import { packPolicies } from "../../../policy/pack";
import { shopStack } from "../shopStack";

function judged(config: { [policy: string]: object }): Promise<unknown> {
    const [first] = shopStack().map(({ props, ...resource }) => ({
        ...resource,
        inputs: props,
        outputs: props,
    }));
    return analyze(packPolicies(), [first!], config as never);
}

describe("a configuration that cannot be right", () => {
    const exemption = { policies: ["port-named"], urn: "a::b", reason: "The partner moves" };
    const cases: [string, { [policy: string]: object }, string][] = [
        [
            "exemptions that end on no day, or are for nothing",
            {
                "exemption-list": {
                    list: [
                        { ...exemption, expires: "2099-02-31" },
                        { ...exemption, urn: undefined, expires: "2099-02-28" },
                    ],
                },
            },
            "The configuration of exemption-list cannot be used: list[0].expires is 2099-02-31, and there is no such day. list[1] names neither a urn nor a namespace: give one of them.",
        ],
        [
            "node ports that are turned round",
            { "port-node-port": { min: 32767, max: 30000 } },
            "The configuration of port-node-port cannot be used: min is 32767 and max is 30000: turn them round.",
        ],
        [
            "ranges that are turned round, or beyond all ports",
            { "port-allow-list": { ports: [80, "6500-6000", "1-70000"] } },
            "The configuration of port-allow-list cannot be used: ports holds 6500-6000: write 6000-6500. ports holds 1-70000, and ports go from 1 to 65535.",
        ],
        [
            "a range of a policy that judges whole stacks only",
            { "port-internode-private": { ports: ["6500-6000"] } },
            "The configuration of port-internode-private cannot be used: ports holds 6500-6000: write 6000-6500.",
        ],
        [
            "a maximum that is no quantity",
            { "pod-resources": { max: { memory: "8 gigabytes", cpu: "2" } } },
            "The configuration of pod-resources cannot be used: max.memory is 8 gigabytes, which is no quantity.",
        ],
        [
            "regular expressions that are none, or that can take minutes",
            {
                "pod-no-literal-secret": {
                    names: [
                        "hush(_now)?",
                        "(pin",
                        "(a+)+",
                        "x{2,}y*z*",
                        "(a|b)?".repeat(6),
                        "(?<a>x)",
                    ],
                },
            },
            "The configuration of pod-no-literal-secret cannot be used: names holds (pin, which is no regular expression. names holds (a+)+, which can take minutes: repeat no group, use * and + once, and | and ? no more than 10 times. names holds x{2,}y*z*, which can take minutes: repeat no group, use * and + once, and | and ? no more than 10 times. names holds (a|b)?(a|b)?(a|b)?(a|b)?(a|b)?(a|b)?, which can take minutes: repeat no group, use * and + once, and | and ? no more than 10 times. names holds (?<a>x): give no group a name.",
        ],
    ];
    for (const [what, config, message] of cases) {
        it(`is refused at the first resource: ${what}`, () =>
            rejects(judged(config), (error: Error) => {
                equal(error.message, message);
                equal(error.stack, message);
                return true;
            }));
    }

    it("leaves ranges alone that can be right", () => {
        deepEqual(portRangeProblems("ports", [1, 65535, "1-65535", "80-80"]), []);
    });

    it("knows the days of leap years", () => {
        deepEqual(["2028-02-29", "2027-02-29", "2026-13-01", "soon"].map(isDay), [
            true,
            false,
            false,
            false,
        ]);
    });
});
