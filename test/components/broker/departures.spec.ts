import assert from "node:assert/strict";

import { departures } from "../../../components/broker/departures";

const before = { "/": { orders: "quorum", log: "stream" }, eu: { refunds: "quorum" } };

describe("departures", () => {
    it("are none where everything stays, or something is added", () => {
        assert.deepEqual(departures(before, before, false), []);
        assert.deepEqual(departures({}, before, true), []);
    });

    it("name what stays on the broker, and how to be rid of it", () => {
        assert.deepEqual(departures(before, { "/": { log: "stream" } }, false), [
            "No longer declared: orders, refunds of the virtual host eu. They stay on the broker with their messages and limits, and lose their bindings. " +
                "With deleteUnused: true, those go that are empty and unused; rabbitmqctl delete_queue deletes any.",
            "No longer declared: the virtual host eu. It stays on the broker: rabbitmqctl delete_vhost deletes it, with all that is in it. " +
                "With deleteUnused: true, it goes once nothing is left in it.",
        ]);
    });

    it("say that a virtual host goes once it is empty, where that may be", () => {
        assert.deepEqual(departures({ ...before, us: {} }, before, true), [
            "No longer declared: the virtual host us. It goes once nothing is left in it and nobody else uses it: " +
                "the log of the topology Job says whether, and why.",
        ]);
    });

    it("tell what is deleted once it is unused from streams, which never are", () => {
        assert.deepEqual(departures(before, { eu: { refunds: "quorum" } }, true), [
            "No longer declared: log. They stay on the broker with their messages and limits, and lose their bindings. " +
                "Streams are never deleted: rabbitmqctl delete_queue does it.",
            "No longer declared: orders. Those that are empty and that nobody consumes from are deleted. The others stay with their messages " +
                "and limits, and lose their bindings: the log of the topology Job says which, and why.",
        ]);
    });
});
