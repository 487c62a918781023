import assert from "node:assert/strict";

import type { WorkloadSchedule } from "../../../components/workload/schedule";
import {
    ConcurrencyPolicy,
    scheduleDefaults,
    scheduleProblems,
} from "../../../components/workload/schedule";
import { problemLines } from "../problemLines";

const lines = (changes: Partial<WorkloadSchedule>) =>
    problemLines(scheduleProblems(scheduleDefaults({ cron: "@hourly", ...changes })));

describe("scheduleDefaults", () => {
    it("fills in what the documentation of the arguments says", () => {
        assert.deepEqual(scheduleDefaults({ cron: "*/5 * * * *" }), {
            cron: "*/5 * * * *",
            timeZone: "Etc/UTC",
            concurrencyPolicy: ConcurrencyPolicy.Forbid,
            startingDeadlineSeconds: undefined,
            backoffLimit: 6,
            activeDeadlineSeconds: 3600,
            successfulJobsHistoryLimit: 3,
            failedJobsHistoryLimit: 1,
            suspend: false,
        });
    });

    it("makes no schedule where none is asked for", () => {
        assert.equal(scheduleDefaults(undefined), undefined);
        assert.deepEqual(scheduleProblems(undefined), []);
    });
});

describe("scheduleProblems", () => {
    it("takes the defaults", () => {
        assert.deepEqual(lines({}), []);
    });

    it("judges the cron expression", () => {
        assert.match(lines({ cron: "60 * * * *" }).join(), /^schedule\.cron is "60 \* \* \* \*"; /);
    });

    for (const timeZone of [
        "Europe/Berlin",
        "America/Argentina/Buenos_Aires",
        "Etc/GMT+5",
        "UTC",
    ]) {
        it(`takes the time zone ${timeZone}`, () => assert.deepEqual(lines({ timeZone }), []));
    }

    for (const timeZone of ["Europe/Berln", "europe/berlin", "+01:00", "Local", ""]) {
        it(`refuses the time zone "${timeZone}", as Kubernetes does`, () => {
            assert.deepEqual(lines({ timeZone }), [
                `schedule.timeZone is "${timeZone}"; allowed: names of the time zone database, ` +
                    "such as Europe/Berlin or Etc/UTC. Correct it.",
            ]);
        });
    }

    const limits = [
        ["startingDeadlineSeconds", 10, 604_800],
        ["backoffLimit", 0, 100],
        ["activeDeadlineSeconds", 10, 604_800],
        ["successfulJobsHistoryLimit", 0, 100],
        ["failedJobsHistoryLimit", 0, 100],
    ] as const;
    for (const [name, low, high] of limits) {
        it(`keeps ${name} between ${low} and ${high}`, () => {
            assert.deepEqual(lines({ [name]: low }), []);
            assert.deepEqual(lines({ [name]: high }), []);
            for (const value of [low - 1, high + 1]) {
                assert.deepEqual(lines({ [name]: value }), [
                    `schedule.${name} is ${value}; allowed: a whole number from ${low} to ${high}. Correct it.`,
                ]);
            }
        });
    }
});
