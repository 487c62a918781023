import assert from "node:assert/strict";

import type { RabbitMqBrokerArgs } from "../../components/broker/arguments";
import { outageProblems } from "../../stacks/outageProblems";
import { problemLines } from "../components/problemLines";

/** Ten minutes of a thousand messages a second. */
const capacity = { arrivalsPerSecond: 1000, secondsPerMessage: 0.01, messageBytes: 4096 };
const worker = { queue: "orders", image: "worker:1.0", capacity };

const lines = (broker: RabbitMqBrokerArgs, consumers: { [name: string]: typeof worker }) =>
    problemLines(outageProblems("rabbitmq", { queues: { orders: {} }, ...broker }, consumers));

describe("outageProblems", () => {
    it("finds a broker large enough for what waits at the end of an outage", () => {
        assert.deepEqual(lines({}, { worker }), []);
        assert.deepEqual(lines({ storage: { sizeGiB: 1 } }, {}), []);
    });

    it("asks for the volume that all backlogs take together", () => {
        const mails = { ...worker, queue: "mails" };
        const queues = { orders: {}, mails: {} };
        const storage = { sizeGiB: 5 };
        assert.deepEqual(lines({ queues, storage }, { worker }), []);
        assert.deepEqual(lines({ queues, storage }, { worker, mails }), [
            "storage.sizeGiB is 5; allowed: at least 6. 1,200,000 messages wait at the end of the outages of all capacity, and publishers are blocked before: raise it.",
        ]);
    });

    it("counts the backlog of a queue once, however many consumers it has", () => {
        const storage = { sizeGiB: 5 };
        assert.deepEqual(lines({ storage }, { worker, other: worker }), []);
    });

    it("asks for the memory that the index of the messages takes", () => {
        const long = { ...worker, capacity: { ...capacity, outageMinutes: 480, messageBytes: 1 } };
        const storage = { sizeGiB: 100 };
        assert.deepEqual(lines({ storage }, { worker: long }), [
            "resources.memoryMiB is 1024; allowed: at least 2098. 28,800,000 messages wait at the end of the outages of all capacity, and publishers are blocked before: raise it.",
        ]);
    });

    it("refuses a limit of the queue that drops what the outage leaves", () => {
        const queues = { orders: { maxLength: 599_999, maxLengthBytes: 1e10 } };
        assert.deepEqual(lines({ queues }, { worker }), [
            "queues.orders.maxLength is 599999; allowed: at least 600000. 600,000 messages wait at the end of the outage of capacity: raise it.",
        ]);
    });

    it("leaves alone what has no plan, or numbers that are wrong anyway", () => {
        const wrong = { ...worker, capacity: { ...capacity, arrivalsPerSecond: -1 } };
        assert.deepEqual(lines({ storage: { sizeGiB: 2 } }, { worker: wrong }), []);
    });
});
