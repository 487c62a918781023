import assert from "node:assert/strict";

import type { VirtualHost } from "../../../components/topology/arguments";
import type { Client } from "../../../components/topology/client";
import { clientPermissions } from "../../../components/topology/clientPermissions";
import { clientDefaults, virtualHostDefaults } from "../../../components/topology/defaults";

const shop = {
    queues: { orders: {}, refunds: {} },
    exchanges: { events: {}, audit: {} },
    bindings: {
        paid: { exchange: "events", queue: "orders", routingKey: "paid" },
        other: { exchange: "audit", queue: "refunds" },
    },
};

const rights = (client: Client, host: VirtualHost = shop) =>
    clientPermissions("api", clientDefaults(client), virtualHostDefaults(host));

describe("clientPermissions", () => {
    it("lets a publisher write to its exchanges, and neither read nor declare", () => {
        assert.deepEqual(rights({ publishesTo: ["events"] }), {
            configure: "^$",
            write: "^events$",
            read: "^$",
        });
    });

    it("lets a consumer read its queues, and neither write nor declare", () => {
        assert.deepEqual(rights({ consumesFrom: ["orders", "refunds"] }), {
            configure: "^$",
            write: "^$",
            read: "^(orders|refunds)$",
        });
    });

    it("lets a publisher that declares its exchange declare that one and what begins with its own name", () => {
        assert.deepEqual(rights({ publishesTo: ["events"], declares: true }), {
            configure: "^(events|api\\.own\\..*)$",
            write: "^(events|api\\.own\\..*)$",
            read: "^api\\.own\\..*$",
        });
    });

    it("lets a consumer that declares its queue declare, too, what that is bound to, and bind it", () => {
        assert.deepEqual(rights({ consumesFrom: ["orders"], declares: true }), {
            configure: "^(events|orders|api\\.own\\..*)$",
            write: "^(orders|api\\.own\\..*)$",
            read: "^(events|orders|api\\.own\\..*)$",
        });
    });

    it("lets a client that is answered declare and bind queues of its own name, and only to the exchange of its replies", () => {
        assert.deepEqual(rights({ receivesReplies: true }), {
            configure: "^api\\.own\\..*$",
            write: "^api\\.own\\..*$",
            read: "^(api\\.replies|api\\.own\\..*)$",
        });
    });

    it("lets a client that answers write to the exchange of each client's replies that it names, and no more", () => {
        assert.deepEqual(rights({ repliesTo: ["web", "app"] }), {
            configure: "^$",
            write: "^(app\\.replies|web\\.replies)$",
            read: "^$",
        });
    });

    it("gives no right to write to a queue that is bound to nothing", () => {
        const { write } = rights(
            { consumesFrom: ["orders"], declares: true },
            { queues: { orders: {} } },
        );
        assert.equal(write, "^api\\.own\\..*$");
    });
});
