import assert from "node:assert/strict";

import { metricSum } from "../../local/prometheusText";

const text = `# HELP messages_total Messages
# TYPE messages_total counter
messages_total 7
messages_total_other 100
queue_messages{vhost="/",queue="orders"} 3
queue_messages{vhost="/",queue="orders.dead-letters"} 1e2
`;

describe("a metric in Prometheus' text format", () => {
    it("is its value", () => assert.equal(metricSum(text, "messages_total"), 7));
    it("is the sum of its series", () => assert.equal(metricSum(text, "queue_messages"), 103));
    it("is 0 where it is not", () => assert.equal(metricSum(text, "message"), 0));
});
