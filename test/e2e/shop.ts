import assert from "node:assert/strict";

import type { StackConfiguration } from "./stack";
import { smallStack, Stack } from "./stack";

export const namespace = "e2e";

/** The stack that most tests share. Each of them leaves it as `configuration` says. */
export const shop = new Stack("e2e");

/** Stack `local`, in a namespace of its own, with each message in the logs. */
export function configuration(): StackConfiguration {
    const local = smallStack("local");
    const env = { LOG_LEVEL: "debug" };
    return {
        ...local,
        namespace,
        createNamespace: true,
        producers: {
            "orders-api": {
                ...local.producers["orders-api"],
                env: { ...env, MESSAGES_PER_SECOND: "50" },
            },
        },
        consumers: { "orders-worker": { ...local.consumers["orders-worker"], env } },
    };
}

/** Brings the stack to this configuration, with the CLI's whole output in the error if it cannot. */
export async function apply(changed: StackConfiguration = configuration()): Promise<string> {
    const { exitCode, all } = await shop.up(changed);
    assert.equal(exitCode, 0, all);
    return all;
}

/** The stack as every test may expect it: made if it is not there, and unchanged. */
export async function ready(): Promise<void> {
    if (!shop.isAt(configuration())) {
        await shop.initialise();
        await apply();
    }
}
