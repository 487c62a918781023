import assert from "node:assert/strict";

import { type Job, jobOf } from "../../../preview/codeHost/environment";
import { FakeAzureDevOps } from "./fakes/fakeAzureDevOps";
import { FakeBitbucket } from "./fakes/fakeBitbucket";
import { FakeGitHub } from "./fakes/fakeGitHub";
import { FakeGitLab } from "./fakes/fakeGitLab";
import type { FakeHost } from "./fakes/fakeHost";

export const fakes: (new () => FakeHost)[] = [
    FakeGitHub,
    FakeGitLab,
    FakeBitbucket,
    FakeAzureDevOps,
];

/** A started fake, and the job of a pipeline that it runs for its pull request. */
export async function pipelineOf<Fake extends FakeHost>(
    fake: Fake,
    more: { [name: string]: string } = {},
): Promise<Job & { fake: Fake }> {
    const job = jobOf({ ...fake.variables(await fake.start()), ...more });
    assert.ok(!Array.isArray(job), Array.isArray(job) ? job.join(" ") : "");
    return { fake, ...job };
}
