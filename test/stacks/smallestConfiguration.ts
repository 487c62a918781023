import { readSettings } from "../../stacks/settings";
import { asConfiguration, project } from "../harness";

export interface Values {
    [key: string]: unknown;
}

/** The least that a stack can say and run something. */
export const smallest: Values = {
    kubeContext: "prod",
    namespace: "shop",
    broker: {},
    queues: { orders: {} },
    producers: { "orders-api": { queue: "orders", image: "shop/api:1.0" } },
    consumers: { "orders-worker": { queue: "orders", image: "shop/worker:1.0" } },
};

/** Values as Pulumi hands them over; a key that is undefined is left out. */
export function configuration(values: Values): { [key: string]: string } {
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    const keys = given.map(([key, value]) => [`${project}:${key}`, value] as const);
    return asConfiguration(Object.fromEntries(keys));
}

export function read(values: Values) {
    return readSettings(project, configuration(values));
}
