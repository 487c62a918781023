import type { StackConfiguration } from "../../e2e/stack";
import { smallStack, Stack } from "../../e2e/stack";
import { up } from "../brokerCost";
import type { Rival } from "./rival";

const namespace = "bench-ours";

/** This project, by `pulumi up`. */
export class Ours implements Rival {
    public readonly namespace = namespace;
    public readonly statefulSet = "rabbitmq";
    public readonly deployments = ["orders-api", "orders-worker"];
    private readonly stack = new Stack("bench-peer");

    public initialise(): Promise<void> {
        return this.stack.initialise();
    }

    public create(): Promise<void> {
        return up(this.stack, configuration());
    }

    public addQueue(): Promise<void> {
        return up(this.stack, configuration({ invoices: { deliveryLimit: 5 } }));
    }

    public async remove(): Promise<void> {
        const { exitCode, all } = await this.stack.destroy(configuration());
        if (exitCode !== 0) {
            throw new Error(`pulumi destroy failed:\n${all}`);
        }
    }

    public close(): void {
        this.stack.close();
    }
}

function configuration(more: { [queue: string]: object } = {}): StackConfiguration {
    const local = smallStack("local");
    return { ...local, namespace, queues: { ...local.queues, ...more } };
}
