import { rabbitMqCtlOn } from "../e2e/rabbitMqCtl";
import { waitFor } from "../e2e/waitFor";

/** What docs/operations.md says of a lost volume: a node with an empty one is forgotten by another, and joins it again. */
export async function joinAnew(namespace: string, lost: number, other: number): Promise<void> {
    const on = (ordinal: number, ...args: string[]) => rabbitMqCtlOn(ordinal, namespace, ...args);
    const nameOf = async (ordinal: number) =>
        (await on(ordinal, "eval", "node().")).trim().replaceAll("'", "");
    await waitFor("it to run alone", 240, () =>
        on(lost, "await_startup").then(
            () => true,
            () => false,
        ),
    );
    await on(lost, "stop_app");
    await on(other, "forget_cluster_node", await nameOf(lost));
    await on(lost, "reset");
    await on(lost, "join_cluster", await nameOf(other));
    await on(lost, "start_app");
}
