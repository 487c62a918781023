import type { AmqpConnection } from "../connection/amqpConnection";
import type { Problem } from "../problems";
import { problem } from "../problems";
import { destinationProblems } from "./connectionProblems";

/** Where messages go: give either a queue or an exchange. */
export interface Destination {
    /** The queue. */
    queue?: string;
    /** The exchange. */
    exchange?: string;
    /** The routing key of messages to `exchange`. Defaults to the empty key. */
    routingKey?: string;
}

/** What is wrong with a destination, whatever its connection allows. */
export function destinationShapeProblems(
    { queue, exchange, routingKey }: Destination,
    at = "",
): Problem[] {
    const problems: Problem[] = [];
    if ((queue === undefined) === (exchange === undefined)) {
        const given = { queue, exchange };
        problems.push(
            problem(`${at}queue`, given, "either queue or exchange", "Give exactly one."),
        );
    }
    if (routingKey !== undefined && exchange === undefined) {
        const fix = "Messages to a queue carry its name: leave routingKey out.";
        problems.push(problem(`${at}routingKey`, routingKey, "nothing without exchange", fix));
    }
    return problems;
}

/** What of a destination the connection does not allow. */
export function destinationRightProblems(
    { queue, exchange }: Destination,
    connection: AmqpConnection,
    at = "",
): Problem[] {
    return [
        ...destinationProblems(`${at}queue`, queue, connection, "publishesTo"),
        ...destinationProblems(`${at}exchange`, exchange, connection, "publishesTo"),
    ];
}

/** How a container is told where messages go, the names of its variables with a prefix of their own. */
export function destinationVariables(
    { queue, exchange, routingKey = "" }: Destination,
    { queueExchanges }: AmqpConnection,
    prefix = "",
): { [name: string]: string } {
    if (exchange !== undefined) {
        return { [`${prefix}EXCHANGE`]: exchange, [`${prefix}ROUTING_KEY`]: routingKey };
    }
    return queueExchanges?.includes(queue!)
        ? { [`${prefix}EXCHANGE`]: queue!, [`${prefix}ROUTING_KEY`]: queue! }
        : { [`${prefix}QUEUE`]: queue! };
}
