import assert from "node:assert/strict";

import { execa } from "execa";

import { upgradeFunctions, upgradeProblem } from "../../../components/broker/upgrades";

describe("upgradeProblem", () => {
    const image = (version: string) => `docker.io/library/rabbitmq:${version}-management`;
    const problem = (from: string, to: string) => upgradeProblem(image(from), image(to));

    const fine: [from: string, to: string][] = [
        ["4.3.6", "4.3.6"],
        ["4.3.1", "4.3.6"],
        ["4.3.6", "4.3.1"],
        ["4.3.6", "4.4.0"],
        ["4.3.6", "4.4.9"],
        ["4.3.6", "5.0.2"],
    ];
    for (const [from, to] of fine) {
        it(`lets ${from} become ${to}`, () => {
            assert.equal(problem(from, to), undefined);
        });
    }

    const refused: [from: string, to: string, reason: string][] = [
        [
            "4.4.0",
            "4.3.6",
            "nodes do not start on what a newer version has written. Stay, or go on to a newer one.",
        ],
        [
            "5.0.0",
            "4.9.0",
            "nodes do not start on what a newer version has written. Stay, or go on to a newer one.",
        ],
        ["4.3.6", "4.5.0", "only the next minor version can follow. Go to 4.4 first."],
        [
            "4.3.6",
            "5.1.0",
            "only the first version of the next series can follow. Go to 5.0 first.",
        ],
        [
            "4.3.6",
            "6.0.0",
            "only the first version of the next series can follow. Go to 5.0 first.",
        ],
    ];
    for (const [from, to, reason] of refused) {
        it(`refuses to make ${to} of ${from}`, () => {
            assert.equal(
                problem(from, to),
                `image cannot go from RabbitMQ ${from} to ${to}: ${reason}`,
            );
        });
    }

    it("is judged alike by a shell in the image itself", async () => {
        const versions = [...fine, ...refused].map(([from, to]) => [from, to] as const);
        const prereleases = [
            ["4.3.6", "4.4.0-beta.4"],
            ["4.4.0-rc.1", "4.3.6"],
        ] as const;
        for (const [from, to] of [...versions, ...prereleases]) {
            const call = `upgrade_problem ${from} ${to}`;
            const { stdout, exitCode } = await execa(
                "sh",
                ["-ec", `${upgradeFunctions}\n${call}`],
                { reject: false },
            );
            const sentence = problem(from, to)?.replace(/\d+\.\d+\.\d+ to/, `${from} to`);
            assert.equal(stdout, sentence?.replace(/to \d+\.\d+\.\d+:/, `to ${to}:`) ?? "");
            assert.equal(exitCode, sentence === undefined ? 0 : 1, call);
        }
    });

    it("cannot judge a tag without a version", () => {
        assert.equal(upgradeProblem("shop/rabbitmq:stable", image("4.9.0")), undefined);
        assert.equal(upgradeProblem(image("4.9.0"), "shop/rabbitmq@sha256:0badc0de"), undefined);
        assert.equal(upgradeProblem(undefined, image("4.9.0")), undefined);
    });
});
