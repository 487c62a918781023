import assert from "node:assert/strict";

import { answers } from "../../workloads/answers";
import { createLog } from "../../workloads/log";
import type { Sender, Sent } from "../../workloads/sender";

const delivery = { messageId: "api-1", redelivered: false, body: {} };
const results = { exchange: "invoices", routingKey: "invoices" };
const log = createLog("info", () => undefined);

function recorded(sent: Sent = "confirmed") {
    const envelopes: object[] = [];
    const send: Sender = (envelope) => {
        envelopes.push(envelope);
        return Promise.resolve(sent);
    };
    return { envelopes, send };
}

describe("the answers of a consumer", () => {
    it("are none where nobody asked and no results are wanted", async () => {
        const { envelopes, send } = recorded();
        await answers(undefined, send, log)(delivery, {});
        assert.deepEqual(envelopes, []);
    });

    it("go to where results go, under an id that is the same when the work is done again", async () => {
        const { envelopes, send } = recorded();
        const answer = answers(results, send, log);
        await answer(delivery, {});
        await answer(delivery, {});
        const envelope = { ...results, messageId: "api-1-result", correlationId: "api-1" };
        assert.deepEqual(envelopes, [envelope, envelope]);
    });

    it("go to whoever asked, with the correlation id of the request", async () => {
        const { envelopes, send } = recorded();
        const request = { ...delivery, replyTo: "web.replies/web-0", correlationId: "7" };
        await answers(undefined, send, log)(request, {});
        assert.deepEqual(envelopes, [
            {
                exchange: "web.replies",
                routingKey: "web-0",
                messageId: "7-reply",
                correlationId: "7",
            },
        ]);
    });

    it("fail the work when no queue takes a result, and not when nobody waits for a reply any more", async () => {
        const { send } = recorded("returned");
        await assert.rejects(answers(results, send, log)(delivery, {}), /no queue takes/);
        await answers(undefined, send, log)({ ...delivery, replyTo: "web.replies/gone" }, {});
    });
});
