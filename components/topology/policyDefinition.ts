import type { Problem } from "../problems";
import { problem } from "../problems";

/** The values that RabbitMQ takes for a key. */
interface Values {
    allowed: string;
    fits: (value: unknown) => boolean;
}

const atLeast = (low: number, high = Number.MAX_SAFE_INTEGER): Values => ({
    allowed:
        high === Number.MAX_SAFE_INTEGER
            ? `a whole number from ${low}`
            : `a whole number from ${low} to ${high}`,
    fits: (value) => Number.isSafeInteger(value) && Number(value) >= low && Number(value) <= high,
});

const text: Values = { allowed: "text", fits: (value) => typeof value === "string" };

const oneOf = (...values: (string | number)[]): Values => ({
    allowed: values.join(", "),
    fits: (value) => values.includes(value as string | number),
});

const age: Values = {
    allowed: "a whole number from 1 with one of the units Y, M, D, h, m and s, as text",
    fits: (value) => typeof value === "string" && /^0*[1-9]\d*[YMDhms]$/.test(value),
};

/** What RabbitMQ 4.3 checks the definition of a policy for. https://www.rabbitmq.com/docs/policies */
const keys: { [key: string]: Values } = {
    "alternate-exchange": text,
    "consumer-disconnected-timeout": atLeast(0),
    "consumer-timeout": atLeast(0),
    "dead-letter-exchange": text,
    "dead-letter-routing-key": text,
    "dead-letter-strategy": oneOf("at-most-once", "at-least-once"),
    "delayed-retry-max": atLeast(1),
    "delayed-retry-min": atLeast(1),
    "delayed-retry-type": oneOf("disabled", "all", "failed", "returned"),
    "delivery-limit": atLeast(-1),
    expires: atLeast(1),
    "federation-upstream": text,
    "federation-upstream-set": text,
    "initial-cluster-size": atLeast(0),
    "max-age": age,
    "max-in-memory-bytes": atLeast(0),
    "max-in-memory-length": atLeast(0),
    "max-length": atLeast(0),
    "max-length-bytes": atLeast(0),
    "message-ttl": atLeast(0),
    overflow: oneOf("drop-head", "reject-publish", "reject-publish-dlx"),
    "queue-leader-locator": oneOf("client-local", "balanced"),
    "queue-mode": oneOf("default", "lazy"),
    "queue-version": oneOf(1, 2),
    "stream-filter-size-bytes": atLeast(16, 255),
    "stream-max-segment-size-bytes": atLeast(0),
    "target-group-size": atLeast(1),
};

/** What RabbitMQ 4.3 lets an operator policy say. https://www.rabbitmq.com/docs/policies#operator-policies */
const operatorKeys = Object.fromEntries(
    [
        "delivery-limit",
        "expires",
        "max-in-memory-bytes",
        "max-in-memory-length",
        "max-length",
        "max-length-bytes",
        "message-ttl",
        "overflow",
        "queue-version",
    ].map((key) => [key, keys[key]!]),
);

/** What RabbitMQ would refuse of an operator policy's definition. */
export function operatorDefinitionProblems(
    path: string,
    definition: { [key: string]: unknown },
): Problem[] {
    return policyDefinitionProblems(path, definition, operatorKeys);
}

/** What RabbitMQ would refuse of a policy's definition. */
export function policyDefinitionProblems(
    path: string,
    definition: { [key: string]: unknown },
    known = keys,
): Problem[] {
    const entries = Object.entries(definition);
    if (entries.length === 0) {
        return [
            problem(
                path,
                definition,
                "one key or more",
                "A policy has to say something: remove it.",
            ),
        ];
    }
    return [
        ...entries.flatMap(([key, value]) => valueProblems(`${path}.${key}`, key, value, known)),
        ...delayedRetryProblems(path, definition),
    ];
}

function valueProblems(
    path: string,
    key: string,
    value: unknown,
    known: { [key: string]: Values },
): Problem[] {
    const values = Object.hasOwn(known, key) ? known[key] : undefined;
    if (values === undefined) {
        const allowed = `the keys ${Object.keys(known).join(", ")}`;
        return [problem(path, value, allowed, "RabbitMQ knows no such key: correct or remove it.")];
    }
    return values.fits(value) ? [] : [problem(path, value, values.allowed, "Correct it.")];
}

function delayedRetryProblems(path: string, definition: { [key: string]: unknown }): Problem[] {
    const type = definition["delayed-retry-type"];
    const lacksMin = definition["delayed-retry-min"] === undefined;
    return type === undefined || type === "disabled" || !lacksMin
        ? []
        : [
              problem(
                  `${path}.delayed-retry-type`,
                  type,
                  "disabled without delayed-retry-min",
                  "Set delayed-retry-min as well.",
              ),
          ];
}
