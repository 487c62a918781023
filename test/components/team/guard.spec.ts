import assert from "node:assert/strict";

import type { RabbitMqTopologyArgs } from "../../../components/index";
import { QueueType } from "../../../components/index";
import { teamDefaults } from "../../../components/team/arguments";
import { recordProblems, teamRecord } from "../../../components/team/guard";
import { billing } from "./billing";

const record = (changes: Partial<RabbitMqTopologyArgs> = {}) =>
    teamRecord(teamDefaults("billing", { ...billing, ...changes }));

describe("An update of a team's topology", () => {
    it("may add and take away", () => {
        assert.deepEqual(recordProblems(record(), record({ queues: { refunds: {} } })), []);
        assert.deepEqual(recordProblems(undefined, record()), []);
    });

    it("keeps the virtual host", () => {
        const [problem] = recordProblems(record(), record({ virtualHost: "accounts" }));
        assert.match(problem!, /^virtualHost cannot go from billing to accounts/);
    });

    it("keeps the types of queues, and raises versions of credentials by one", () => {
        const changed = record({
            queues: { invoices: { type: QueueType.Classic } },
            clients: { "billing-worker": { credentialVersion: 3 } },
        });
        const problems = recordProblems(record(), changed);
        assert.equal(problems.length, 2);
        assert.match(problems[0]!, /queue invoices of the virtual host billing is of type quorum/);
        assert.match(problems[1]!, /credentialVersion of billing-worker cannot go from 1 to 3/);
    });
});
