import assert from "node:assert/strict";

import { capacityDefaults } from "../../components/workload/capacity";
import { capacityPlan } from "../../components/workload/capacityPlan";
import { kubectl } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { waitFor } from "../e2e/waitFor";
import { has, mailCapacity, namespace, preview, ready, run } from "./tasks";

const plan = capacityPlan(capacityDefaults(mailCapacity)!);
/** Its consumers have it in hand: all of them work from so many done to so many left. */
const inHand = plan.pods * plan.prefetch;

describe("a consumer that says what it has to keep up with", () => {
    let ledger: Ledger;

    before(async () => {
        await ready();
        ledger = new Ledger(namespace);
    });
    after(async () => {
        await scale("mails-api", 0);
        ledger.close();
    });

    it("runs as many pods as its plan needs", async () => {
        const path = "jsonpath={.spec.replicas}";
        const replicas = await kubectl(
            "get",
            "-n",
            namespace,
            "deployment/mails-worker",
            "-o",
            path,
        );
        assert.equal(Number(replicas), plan.pods);
        assert.equal(plan.pods, 2);
    });

    it("says in the preview how long an outage takes to drain", async () => {
        const { exitCode, all } = await preview();
        assert.equal(exitCode, 0, all);
        assert.match(
            all,
            /drains 1,200 messages in 1\.3 min at 2 pods; keeps up until 25 a second; 10 arrive at peak/,
        );
    });

    it("drains the backlog of an outage in the time that was worked out, and loses no message", async () => {
        await scale("mails-worker", 0);
        await run("mails-backlog", "outage");
        await has("mails", plan.backlog);
        await scale("mails-worker", plan.pods);
        await scale("mails-api", 1);
        const begin = await drainedTo(plan.backlog - inHand, ledger);
        const end = await drainedTo(inHand, ledger);
        const surplus = plan.pods * plan.servedPerSecond - plan.peakPerSecond;
        const computed = (begin.messages - end.messages) / surplus;
        const measured = (end.at - begin.at) / 1000;
        console.log(
            `      ${begin.messages - end.messages} messages: computed ${computed.toFixed(0)} s, measured ${measured.toFixed(0)} s`,
        );
        assert.ok(
            Math.abs(measured / computed - 1) < 0.15,
            `${measured} s instead of ${computed} s`,
        );

        await scale("mails-api", 0);
        await waitFor("every mail to be consumed", 60, () => ledger.lost().length === 0);
        console.log(`      ${ledger.summary()}`);
        assert.ok(ledger.consumed() > plan.backlog);
        assert.equal(ledger.duplicates(), 0);
    });
});

async function scale(deployment: string, replicas: number): Promise<void> {
    await kubectl("scale", "-n", namespace, `deployment/${deployment}`, `--replicas=${replicas}`);
    await kubectl(
        "rollout",
        "status",
        "-n",
        namespace,
        `deployment/${deployment}`,
        "--timeout=120s",
    );
}

/** The moment at which no more than so many messages are left, and how many they are. */
async function drainedTo(most: number, ledger: Ledger): Promise<{ at: number; messages: number }> {
    return waitFor(`no more than ${most} mails to be left`, 240, () => {
        const messages = ledger.lost().length;
        return messages <= most && { at: Date.now(), messages };
    });
}
