import assert from "node:assert/strict";

import fc from "fast-check";

import { cronProblems } from "../../../components/workload/cronExpression";
import { problemLines } from "../problemLines";

const lines = (cron: string) => problemLines(cronProblems("schedule.cron", cron));
const macros = "@yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly";

describe("cronProblems", () => {
    for (const cron of [
        "* * * * *",
        "*/5 * * * *",
        "0 3 * * 1-5",
        "0,30 8-18/2 1,15 * ?",
        "5/10 0 31 12 6",
        "0 0 1 JAN-mar,Dec sun",
        "  0   0\t* * * ",
        ...macros.split(", "),
    ]) {
        it(`takes "${cron}", as Kubernetes does`, () => assert.deepEqual(lines(cron), []));
    }

    const five = `five fields such as "*/5 * * * *", or one of ${macros}`;
    const wholes: [cron: string, fix: string][] = [
        ["hourly", "It has 1: correct it."],
        ["", "It has 0: correct it."],
        ["@reboot", "It has 1: correct it."],
        ["0 */5 * * * *", "It has 6: correct it."],
        ["TZ=Europe/Berlin 0 3 * * *", "Put the time zone into timeZone."],
        ["CRON_TZ=UTC 0 3 * * *", "Put the time zone into timeZone."],
    ];
    for (const [cron, fix] of wholes) {
        it(`refuses "${cron}" as a whole`, () => {
            assert.deepEqual(lines(cron), [
                `schedule.cron is ${JSON.stringify(cron)}; allowed: ${five}. ${fix}`,
            ]);
        });
    }

    const ofField = {
        minute: 'in the minute "*" and 0 to 59, with "-" and "/"',
        hour: 'in the hour "*" and 0 to 23, with "-" and "/"',
        day: 'in the day of the month "*" and 1 to 31, with "-" and "/"',
        month: 'in the month "*" and 1 to 12 or jan to dec, with "-" and "/"',
        weekday: 'in the day of the week "*" and 0 to 6 or sun to sat, with "-" and "/"',
    };
    const parts: [cron: string, field: keyof typeof ofField, fix: string][] = [
        ["60 * * * *", "minute", 'Correct "60".'],
        ["*/0 * * * *", "minute", 'Correct "*/0".'],
        ["*/5/5 * * * *", "minute", 'Correct "*/5/5".'],
        ["1,,2 * * * *", "minute", 'Correct "".'],
        ["0 5-3 * * *", "hour", 'Correct "5-3".'],
        ["0 1-2-3 * * *", "hour", 'Correct "1-2-3".'],
        ["0 0 0 * *", "day", 'Correct "0".'],
        ["0 0 L * *", "day", 'Correct "L".'],
        ["0 0 15W * *", "day", 'Correct "15W".'],
        ["0 0 1 january *", "month", 'Correct "january".'],
        ["0 0 1 mon *", "month", 'Correct "mon".'],
        ["0 0 * * 5#3", "weekday", 'Correct "5#3".'],
        ["0 0 * * 7", "weekday", "Sunday is 0: replace the 7."],
        ["0 0 * * 1-7", "weekday", "Sunday is 0: replace the 7."],
    ];
    for (const [cron, field, fix] of parts) {
        it(`refuses "${cron}", and says where`, () => {
            assert.deepEqual(lines(cron), [
                `schedule.cron is "${cron}"; allowed: ${ofField[field]}. ${fix}`,
            ]);
        });
    }

    it("reports every part that is wrong", () => {
        assert.equal(lines("60,61 24 * * x").length, 4);
    });

    it("takes every number within a field's limits, and none beyond", () => {
        const limits = [
            [0, 59],
            [0, 23],
            [1, 31],
            [1, 12],
            [0, 6],
        ];
        fc.assert(
            fc.property(fc.nat(4), fc.nat(80), (index, value) => {
                const [low = 0, high = 0] = limits[index]!;
                const cron = limits.map((_, field) => (field === index ? value : "*")).join(" ");
                assert.equal(lines(cron).length === 0, value >= low && value <= high);
            }),
        );
    });
});
