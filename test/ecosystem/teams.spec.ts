import assert from "node:assert/strict";

import { kubectl, pods, restarts } from "../e2e/kubernetes";
import { Ledger } from "../e2e/ledger";
import { rabbitMqCtl } from "../e2e/rabbitMqCtl";
import { waitFor } from "../e2e/waitFor";
import { ConfiguredStack } from "./teams/configuredStack";

const platformNamespace = "e2e-platform";
const tenantNamespace = "e2e-ledger";

function team(namespace: string, isTenant = false): ConfiguredStack {
    return new ConfiguredStack(namespace, "team", {
        ...{ namespace, isTenant, credentialVersion: 1, producers: 1, consumers: 1 },
        platform: "organization/teams-platform/e2e-teams-platform",
    });
}

const ordersOf = async (virtualHost: string) => {
    const listed = await rabbitMqCtl(
        ...[platformNamespace, "list_queues", "-p", virtualHost, "name", "messages", "--silent"],
    );
    return Number(/^orders\t(\d+)$/m.exec(listed)?.[1] ?? NaN);
};

describe("A broker in one stack and its teams in others", function () {
    this.timeout(1_200_000);

    const platform = new ConfiguredStack("e2e-teams-platform", "platform", {
        namespace: platformNamespace,
        tenant: tenantNamespace,
        credentialVersion: 1,
    });
    const [billing, shipping] = [team("e2e-billing"), team("e2e-shipping")];
    const tenant = team(tenantNamespace, true);
    const stacks = [platform, billing, shipping, tenant];

    before(async () => {
        for (const stack of stacks) {
            await stack.initialise();
        }
        for (const stack of stacks) {
            await stack.up();
        }
    });
    after(async () => {
        for (const stack of [...stacks].reverse()) {
            await stack.destroy();
            stack.close();
        }
    });

    it("lose no message while logins are rotated, all nodes restart and one team leaves, whose messages stay", async () => {
        const left = new Ledger("e2e-billing");
        const kept = ["e2e-shipping", tenantNamespace].map((namespace) => new Ledger(namespace));
        const goOn = () => {
            const before = kept.map(({ tally }) => tally.confirmed.size);
            return waitFor(
                "100 more messages of each team",
                90,
                () => kept.every(({ tally }, at) => tally.confirmed.size >= before[at]! + 100),
                () => kept.map((ledger) => ledger.summary()).join("; "),
            );
        };
        try {
            await goOn();
            // Everybody's login, that of the tenant included: first where the users are made, then where they are used.
            await platform.up({ credentialVersion: 2 });
            await goOn();
            await shipping.up({ credentialVersion: 2 });
            await tenant.up();
            await goOn();
            // What an upgrade is to the nodes.
            await platform.up({ additionalConfig: { collect_statistics_interval: "6000" } });
            // The plugin does not always wait: it may take what the StatefulSet was before for what it is now.
            await kubectl("rollout", "status", "-n", platformNamespace, "statefulset/rabbitmq");
            await goOn();
            await billing.up({ consumers: 0 });
            await waitFor(
                "messages that nobody consumes",
                60,
                async () => (await ordersOf("e2e-billing")) > 0,
            );
            await billing.destroy();
            await goOn();
            assert.ok((await ordersOf("e2e-billing")) > 0);
            for (const [at, stack] of [shipping, tenant].entries()) {
                await stack.up({ producers: 0 });
                await waitFor(
                    "every confirmed message to be consumed",
                    60,
                    () => kept[at]!.lost().length === 0,
                    () => kept[at]!.summary(),
                );
            }
            const stay = await ordersOf("e2e-billing");
            // What was consumed is counted too: no confirmed message is anywhere else.
            assert.ok(left.lost().length <= stay, `${left.summary()}, ${stay} wait`);
            kept.forEach((ledger) => console.log(`      ${ledger.summary()}`));
            console.log(`      of the team that left: ${left.summary()}; ${stay} stay`);
        } finally {
            [left, ...kept].forEach((ledger) => ledger.close());
        }
    });

    it("leave workloads alone that were not asked to change", async () => {
        for (const namespace of ["e2e-shipping", tenantNamespace]) {
            const [consumer] = await pods(namespace, "consumer");
            assert.equal(restarts(consumer!), 0);
        }
    });

    it("leave nothing of the team that left in the broker's namespace, all of the other's, and never anything of the tenant", async () => {
        const kinds = "secrets,configmaps,jobs,cronjobs,networkpolicies,serviceaccounts";
        const of = async (stack: string) => {
            const selector = `app.kubernetes.io/instance=${stack}`;
            const given = ["get", kinds, "-n", platformNamespace, "-o", "name", "-l", selector];
            // Jobs of a CronJob come and go.
            return (await kubectl(...given)).split("\n").filter((one) => !/^(job|$)/.test(one));
        };
        assert.deepEqual(await of("e2e-billing"), []);
        assert.equal((await of("e2e-shipping")).length, 6);
        assert.deepEqual(await of(tenantNamespace), []);
    });

    it("have users that see no virtual host but their own", async () => {
        const users = async (virtualHost: string) => {
            const text = await rabbitMqCtl(
                ...[platformNamespace, "list_permissions", "-p", virtualHost, "--silent"],
            );
            const names = text.split("\n").map((line) => line.split("\t")[0]!);
            return [...new Set(names)].filter((name) => !/^(user|)$/.test(name)).sort();
        };
        const ownOf = async (virtualHost: string) =>
            (await users(virtualHost)).filter((name) => !name.startsWith("administrator-"));
        const versions = (virtualHost: string, ...clients: string[]) =>
            clients.flatMap((client) => [1, 2].map((n) => `${virtualHost}.${client}-v${n}`));
        assert.deepEqual(await ownOf("e2e-shipping"), versions("e2e-shipping", "api", "worker"));
        assert.deepEqual(
            await ownOf(tenantNamespace),
            versions(tenantNamespace, "api", "tenant", "worker"),
        );
        assert.deepEqual(await ownOf("/"), []);
    });
});
