import assert from "node:assert/strict";

import { topologyDefaults } from "../../../components/topology/defaults";
import { sizeProblems } from "../../../components/topology/sizeProblems";
import { problemLines } from "../problemLines";

const many = (count: number, prefix: string) =>
    topologyDefaults({
        queues: Object.fromEntries(
            Array.from({ length: count }, (_, index) => [`${prefix}-${index}`, {}]),
        ),
    });

describe("sizeProblems", () => {
    it("takes ten thousand queues of short names", () => {
        assert.deepEqual(sizeProblems(many(10_000, "q")), []);
    });

    it("refuses what Kubernetes could not keep, with the limit", () => {
        assert.deepEqual(problemLines(sizeProblems(many(10_000, "orders-of-a-customer"))), [
            'queues is "10000 queues, 368899 bytes"; allowed: at most 240000 bytes for all names of queues and exchanges ' +
                "with their types. Declare some of them on a second broker.",
        ]);
    });
});
