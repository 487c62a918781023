import type { Problem } from "../problems";
import { problem } from "../problems";
import { ExchangeType } from "./arguments";
import type { ExchangeSettings } from "./defaults";
import { literally, matching } from "./permissions";

/** The exchange through which all messages of MQTT go. Every virtual host has it. */
export const mqttExchange = "amq.topic";

/** The topic exchanges of a virtual host: those that are declared, and that. */
export function topicExchanges(exchanges: { [name: string]: ExchangeSettings }): string[] {
    const declared = Object.entries(exchanges).filter(
        ([, { type }]) => type === ExchangeType.Topic,
    );
    return [...declared.map(([name]) => name), mqttExchange];
}

/** What the names of the queues begin with that RabbitMQ keeps for the subscriptions of a client's MQTT clients. */
export function subscriptionPrefix(client: string): string {
    return `mqtt-subscription-${client}.`;
}

/**
 * A pattern of the routing keys of these topics, and of the binding keys of subscriptions to them and to less.
 * A level that may be any is no right to subscribe to all that is below it.
 */
export function topicPattern(filters: string[]): string {
    return matching(filters.map(filterPattern));
}

/** As RabbitMQ translates topics: `/` to `.`, and `.` to `/`. https://www.rabbitmq.com/docs/mqtt#implementation */
function filterPattern(filter: string): string {
    if (filter === "#") {
        return ".*";
    }
    const hasAllBelow = filter.endsWith("/#");
    const levels = (hasAllBelow ? filter.slice(0, -2) : filter).split("/");
    const patterns = levels.map((level) =>
        level === "+" ? "[^.#]*" : literally(level.replaceAll(".", "/")),
    );
    return `${patterns.join("\\.")}${hasAllBelow ? "(\\..*)?" : ""}`;
}

/** What MQTT does not take for a filter, or RabbitMQ would take for another one. */
export function topicFilterProblems(path: string, filters: string[]): Problem[] {
    return filters
        .filter((filter) => !isFilter(filter))
        .map((filter) => {
            const allowed =
                "topics of 1 to 200 bytes without *, $share and control characters, whose levels may be +, and # the last of them";
            return problem(path, filter, allowed, "Correct it.");
        });
}

function isFilter(filter: string): boolean {
    const levels = filter.split("/");
    return (
        Buffer.byteLength(filter) <= 200 &&
        filter !== "" &&
        // eslint-disable-next-line no-control-regex -- those that MQTT forbids
        !/[*\u0000-\u001f\u007f]/.test(filter) &&
        levels[0] !== "$share" &&
        levels.every((level, index) =>
            level.includes("#")
                ? level === "#" && index === levels.length - 1
                : level === "+" || !level.includes("+"),
        )
    );
}
