import assert from "node:assert/strict";

import { kubectl, pods, restarts } from "./kubernetes";
import { Ledger } from "./ledger";
import { recordFault } from "./reliability";
import { namespace } from "./shop";
import { waitFor } from "./waitFor";

/**
 * Lets messages flow, brings the fault about, waits until messages flow again without any help,
 * then stops the producer and counts: every confirmed message has to have been consumed.
 */
export async function underLoad(fault: string, bringAbout: () => Promise<void>): Promise<Ledger> {
    const ledger = new Ledger(namespace);
    try {
        await grow(ledger, 100, "messages to flow before the fault");
        await bringAbout();
        await grow(ledger, 100, "messages to flow again after the fault");
        await stopProducing();
        await consumed(ledger);
        recordFault(fault, ledger);
        assert.deepEqual(ledger.lost(), []);
        return ledger;
    } finally {
        ledger.close();
        await startProducing();
    }
}

/** The same, for a broker's fault: the consumers are the same pods all along. The producer is stopped to count. */
export async function sparingConsumers(
    fault: string,
    bringAbout: () => Promise<void>,
): Promise<void> {
    const before = await consumerRestarts();
    await underLoad(fault, bringAbout);
    assert.deepEqual(await consumerRestarts(), before);
}

/** Waits until every confirmed message was consumed or dead-lettered, and says the counts. */
export async function consumed(ledger: Ledger, timeoutSeconds = 90): Promise<void> {
    await waitFor(
        "every confirmed message to be consumed or dead-lettered",
        timeoutSeconds,
        () => ledger.lost().length === 0,
        () => ledger.summary(),
    );
    console.log(`      ${ledger.summary()}`);
}

/** Waits until this many more messages were confirmed, and as many consumed. */
export async function grow(
    ledger: Ledger,
    by: number,
    what: string,
    timeoutSeconds = 240,
): Promise<void> {
    const confirmed = ledger.tally.confirmed.size + by;
    const consumed = ledger.tally.consumed.size + by;
    await waitFor(
        what,
        timeoutSeconds,
        () => ledger.tally.confirmed.size >= confirmed && ledger.tally.consumed.size >= consumed,
        () => ledger.summary(),
    );
}

async function consumerRestarts(): Promise<{ [pod: string]: number }> {
    const consumers = await pods(namespace, "consumer");
    return Object.fromEntries(consumers.map((pod) => [pod.metadata.name, restarts(pod)]));
}

/** Scales the producer away, and waits for its end. */
export async function stopProducing(of = namespace): Promise<void> {
    await kubectl("scale", "-n", of, "deployment/orders-api", "--replicas=0");
    await waitFor("the producer to end", 60, async () => {
        return (await pods(of, "producer")).length === 0;
    });
}

async function startProducing(): Promise<void> {
    await kubectl("scale", "-n", namespace, "deployment/orders-api", "--replicas=1");
}
