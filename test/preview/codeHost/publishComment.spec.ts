import assert from "node:assert/strict";

import type { Job } from "../../../preview/codeHost/environment";
import { type Publication, publishComment } from "../../../preview/codeHost/publishComment";
import { marker } from "../../../preview/comment/comment";
import { FakeBitbucket } from "./fakes/fakeBitbucket";
import { FakeGitHub } from "./fakes/fakeGitHub";
import type { FakeHost } from "./fakes/fakeHost";
import { colleague, head, me } from "./fakes/fakeHost";
import { fakes, pipelineOf } from "./pipeline";

const older = "b".repeat(40);
const mark = marker("queue-workloads/preview");
const quoted = mark.replace(/^<!-- | -->$/g, "");

for (const Fake of fakes) {
    describe(`the comment on ${new Fake().name}`, () => {
        let job: Job & { fake: FakeHost };
        let fake: FakeHost;
        beforeEach(async () => {
            job = await pipelineOf(new Fake());
            fake = job.fake;
        });
        afterEach(() => fake.stop());

        const publish = (text: string, more: Partial<Publication> = {}) =>
            publishComment(job.host, {
                ...{ marker: mark, commit: head, run: "1", stacks: ["prod"], isNews: true, text },
                ...more,
            });

        it("is created on a pull request that has none, and its address is told", async () => {
            fake.add(colleague, "looks good");
            const { done, address } = await publish("one");
            assert.equal(done, "created");
            assert.equal(fake.comments.length, 2);
            assert.match(fake.bodies()[1] ?? "", /^one\n/);
            assert.match(address ?? "", new RegExp(`^http.*\\D${fake.comments[1]?.id}$`));
        });

        it("is updated, never doubled, however often it is written", async () => {
            const first = await publish("one");
            const second = await publish("two", { run: "2" });
            assert.equal(second.done, "updated");
            assert.equal(second.address, first.address);
            assert.equal(fake.comments.length, 1);
            assert.match(fake.bodies()[0] ?? "", /^two\n/);
        });

        it("is found behind 230 others", async () => {
            fake.add(colleague, ...Array<string>(230).fill("a remark"));
            await publish("one");
            fake.add(colleague, "another");
            assert.equal((await publish("two")).done, "updated");
            assert.equal(fake.comments.length, 232);
            assert.match(fake.bodies()[230] ?? "", /^two\n/);
        });

        it("of another person is never edited, whatever marker it has", async () => {
            await publish("one");
            const copy = fake.bodies()[0] ?? "";
            fake.comments = [];
            fake.add(colleague, copy);
            assert.equal((await publish("two")).done, "created");
            assert.equal(fake.bodies()[0], copy);
            assert.equal(fake.comments[1]?.author, me);
        });

        it("is not taken for one that quotes it, or for another id's or project's", async () => {
            const others = [`> ${mark}`, `${mark}\n\nI disagree`, `see ${quoted}`];
            fake.add(me, ...others);
            await publish("other id", { marker: marker("queue-workloads/other") });
            await publish("other project", { marker: marker("billing/preview") });
            const before = fake.bodies();
            assert.equal((await publish("one")).done, "created");
            assert.deepEqual(fake.bodies().slice(0, 5), before);
            assert.equal(fake.comments.length, 6);
        });

        for (const status of [403, 404]) {
            it(`is made anew where editing is refused with ${status}`, async () => {
                await publish("one");
                fake.refuseEdits = status;
                const { done, address } = await publish("two");
                assert.equal(done, "created");
                assert.match(address ?? "", new RegExp(`\\D${fake.comments[1]?.id}$`));
                fake.refuseEdits = undefined;
                assert.equal((await publish("three")).done, "updated");
                assert.match(fake.bodies()[1] ?? "", /^three\n/);
            });
        }

        it("is not written by a run whose commit is no longer the head, and says so", async () => {
            fake.head = older;
            await publish("verdict of the older commit", { commit: older });
            fake.head = head;
            const late = await publish("late", { commit: older, run: "2" });
            assert.equal(late.done, "superseded");
            assert.equal(fake.comments.length, 1);
            assert.match(
                fake.bodies()[0] ?? "",
                new RegExp(`of commit ${older} is superseded by commit ${head.slice(0, 12)}`),
            );
            assert.doesNotMatch(fake.bodies()[0] ?? "", /verdict|late/);
        });

        it("of the head is left alone by a late run of an older commit", async () => {
            await publish("verdict of the head");
            const before = fake.bodies();
            assert.equal((await publish("late", { commit: older })).done, "superseded");
            assert.deepEqual(fake.bodies(), before);
        });

        it("is not created for what is no news, and takes the place of what stood there", async () => {
            assert.equal((await publish("running", { isNews: false })).done, "not needed");
            assert.deepEqual(fake.bodies(), []);
            await publish("yesterday's verdict");
            await publish("running", { isNews: false, run: "2" });
            assert.match(fake.bodies()[0] ?? "", /^running\n/);
            assert.doesNotMatch(fake.bodies()[0] ?? "", /verdict/);
        });

        it("of another job of the same run is not overwritten by a job for other stacks", async () => {
            await publish("prod", { stacks: ["prod"], run: "9" });
            await assert.rejects(
                publish("dev", { stacks: ["dev"], run: "9" }),
                /Another job of this run has written the comment, for prod; give each job an --id/,
            );
            assert.match(fake.bodies()[0] ?? "", /^prod\n/);
            const started = { stacks: [], isNews: false, run: "9" };
            assert.equal((await publish("dev is running", started)).done, "not needed");
            assert.match(fake.bodies()[0] ?? "", /^prod\n/);
            const next = await publish("dev", { stacks: ["dev"], run: "10" });
            assert.equal(next.done, "updated");
        });

        it("tells what was refused, and never the token", async () => {
            fake.refuseAll = 500;
            await assert.rejects(publish("one"), (error: Error) => {
                assert.match(
                    error.message,
                    /^(GET|POST) \/.* was answered with 500 .*Resource not accessible/,
                );
                assert.ok(!error.message.includes("t0ken"));
                return true;
            });
        });
    });
}

describe("a comment that is written as it stands", () => {
    it("is left alone", async () => {
        const { host, fake } = await pipelineOf(new FakeGitHub());
        const news = {
            marker: mark,
            commit: head,
            run: "1",
            stacks: [],
            isNews: true,
            text: "one",
        };
        await publishComment(host, news);
        const writes = fake.writes().length;
        assert.equal((await publishComment(host, news)).done, "unchanged");
        assert.equal(fake.writes().length, writes);
        fake.stop();
    });
});

describe("a token", () => {
    it("is sent to no other host that a list's next page is at", async () => {
        const other = new FakeGitHub();
        const elsewhere = await other.start();
        const { host, fake } = await pipelineOf(new FakeGitHub());
        const answer = fake["answer"].bind(fake);
        fake["answer"] = (request) => {
            const answered = answer(request);
            return answered && { ...answered, headers: { link: `<${elsewhere}/x>; rel="next"` } };
        };
        assert.deepEqual(await host.comments(), []);
        other.stop();
        fake.stop();
        assert.deepEqual(other.requests, []);
    });
});

describe("the comment on Bitbucket, whose token does not say whose it is", () => {
    const news = { marker: mark, commit: head, run: "1", stacks: [], isNews: true, text: "one" };
    const hiding = () => Object.assign(new FakeBitbucket(), { hidesAccount: true });

    it("is made anew, so that nobody else's is edited", async () => {
        const { host, fake } = await pipelineOf(hiding());
        await publishComment(host, news);
        assert.equal((await publishComment(host, { ...news, text: "two" })).done, "created");
        fake.stop();
    });

    it("is updated where BITBUCKET_ACCOUNT names the account", async () => {
        const { host, fake } = await pipelineOf(hiding(), { BITBUCKET_ACCOUNT: `{${me}}` });
        await publishComment(host, news);
        assert.equal((await publishComment(host, { ...news, text: "two" })).done, "updated");
        fake.stop();
    });

    it("shows no HTML", async () => {
        const { host, fake } = await pipelineOf(new FakeBitbucket());
        const text = "<details><summary>Full diff</summary>\n\na<br>b\n\n</details>\n<sub>c</sub>";
        await publishComment(host, { ...news, text });
        assert.doesNotMatch(fake.bodies()[0] ?? "", /[<>]/);
        assert.match(fake.bodies()[0] ?? "", /^\*\*Full diff\*\*\n\na b\n/);
        fake.stop();
    });
});
