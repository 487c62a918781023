import { nameProblems } from "../kubernetes/names";
import { objectNameProblems } from "../kubernetes/values";
import type { Problem } from "../problems";
import { listOf, numberProblems, problem } from "../problems";
import { clientPermissions } from "./clientPermissions";
import { withDeadLetterQueues } from "./deadLetters";
import type {
    ClientSettings,
    RotationSettings,
    TopologySettings,
    VirtualHostSettings,
} from "./defaults";
import { mqttExchange, topicExchanges, topicFilterProblems, topicPattern } from "./mqttTopics";
import { anchoredPatternProblems, longestPattern, longestPatternOfNames } from "./patterns";
import { ownPrefix } from "./replies";
import { replyProblems } from "./replyProblems";
import { administrator, autoscaler, credentials, tenant } from "./users";

/** The broker has a user or a Secret of its own by each of these names. */
const reserved = [administrator, autoscaler, tenant, "definitions", "erlang-cookie"];

/** Everything that is wrong with one client of a broker. */
export function clientProblems(
    { virtualHosts, clients }: TopologySettings,
    name: string,
    client: ClientSettings,
): Problem[] {
    const path = `clients.${name}`;
    const { virtualHost } = client;
    const problems = [
        ...clientLimitProblems(path, name, client),
        ...topicFilterProblems(`${path}.mqtt.publishesTo`, client.mqtt?.publishesTo ?? []),
        ...topicFilterProblems(`${path}.mqtt.subscribesTo`, client.mqtt?.subscribesTo ?? []),
    ];
    const host = Object.hasOwn(virtualHosts, virtualHost) ? virtualHosts[virtualHost] : undefined;
    if (host === undefined) {
        const names = listOf(Object.keys(virtualHosts));
        const fix = "Declare it under virtualHosts, or correct the name.";
        return [...problems, problem(`${path}.virtualHost`, virtualHost, names, fix)];
    }
    return [
        ...problems,
        ...targetProblems(path, client, host),
        ...ownNameProblems(path, name, client, host),
        ...replyProblems(path, name, client, host, clients),
        ...patternLengthProblems(path, name, client, host),
    ];
}

/** What can be said of a client whatever is declared: its name, its rotation and its limits. */
export function clientLimitProblems(path: string, name: string, client: ClientSettings): Problem[] {
    const fix = "It is the broker's own: rename the client.";
    return [
        ...nameProblems(path, name),
        ...rotationProblems(path, client),
        ...numberProblems(`${path}.maxConnections`, client.maxConnections, 1, 1_000_000),
        ...numberProblems(`${path}.maxChannels`, client.maxChannels, 1, 1_000_000),
        ...objectNameProblems(`${path}.certificateSecretName`, client.certificateSecretName),
        ...(reserved.includes(name)
            ? [problem(path, name, `any name but ${reserved.join(", ")}`, fix)]
            : []),
    ];
}

/** A node that imports a user with a longer pattern does not start. */
function patternLengthProblems(
    path: string,
    name: string,
    client: ClientSettings,
    host: VirtualHostSettings,
): Problem[] {
    const { publishesTo, consumesFrom, mqtt } = client;
    const longest = Math.max(
        ...Object.values(clientPermissions(name, client, host)).map((text: string) => text.length),
    );
    const names = `${publishesTo.length + consumesFrom.length} names, a pattern of ${longest} characters`;
    const allowed = `at most ${longestPatternOfNames} characters, which RabbitMQ can compile`;
    const fix = "Publish through an exchange, or divide the work among several clients.";
    return [
        ...(longest > longestPatternOfNames ? [problem(path, names, allowed, fix)] : []),
        ...(["publishesTo", "subscribesTo"] as const)
            .filter((field) => mqtt && topicPattern(mqtt[field]).length > longestPattern)
            .map((field) => {
                const most = `topics with a pattern of at most ${longestPattern} characters`;
                const given = `${mqtt![field].length} topics`;
                return problem(`${path}.mqtt.${field}`, given, most, "Use + and # instead.");
            }),
    ];
}

/** What one client declares for itself is nobody else's, and nothing that the broker has anyway. */
function ownNameProblems(
    path: string,
    client: string,
    { declares, receivesReplies }: ClientSettings,
    { queues, exchanges }: VirtualHostSettings,
): Problem[] {
    const own = ownPrefix(client);
    return [...Object.keys(queues), ...Object.keys(exchanges)]
        .filter((name) => (declares || receivesReplies) && name.startsWith(own))
        .map((name) =>
            problem(
                `${path}.${declares ? "declares" : "receivesReplies"}`,
                name,
                `no declared queue or exchange whose name begins with ${own}`,
                "The client may declare and delete those for itself: rename this one.",
            ),
        );
}

function targetProblems(
    path: string,
    { publishesTo, consumesFrom, routingKeys }: ClientSettings,
    { queues, exchanges }: VirtualHostSettings,
): Problem[] {
    const readable = withDeadLetterQueues(queues);
    const writable = [...Object.keys(queues), ...Object.keys(exchanges)];
    const topics = topicExchanges(exchanges).filter((name) => publishesTo.includes(name));
    return [
        ...publishesTo
            .filter((name) => !writable.includes(name) && name !== mqttExchange)
            .map((name) =>
                problem(
                    `${path}.publishesTo`,
                    name,
                    listOf(writable),
                    "Declare it under queues or exchanges, or correct the name.",
                ),
            ),
        ...consumesFrom
            .filter((name) => !readable.includes(name))
            .map((name) =>
                problem(
                    `${path}.consumesFrom`,
                    name,
                    listOf(readable),
                    "Declare it under queues, or correct the name.",
                ),
            ),
        ...Object.keys(routingKeys)
            .filter((name) => !topics.includes(name))
            .map((name) =>
                problem(
                    `${path}.routingKeys.${name}`,
                    name,
                    listOf(topics),
                    "Name a topic exchange that publishesTo lists.",
                ),
            ),
        ...Object.entries(routingKeys).flatMap(([name, pattern]) =>
            anchoredPatternProblems(`${path}.routingKeys.${name}`, pattern),
        ),
    ];
}

export function rotationProblems(path: string, rotation: RotationSettings): Problem[] {
    const { credentialVersion, passwordSecret } = rotation;
    const own = credentials("", rotation).map(({ version }) => version);
    return [
        ...numberProblems(`${path}.credentialVersion`, credentialVersion, 1, 1_000_000),
        ...objectNameProblems(`${path}.passwordSecret.name`, passwordSecret?.name),
        ...(passwordSecret === undefined || own.includes(passwordSecret.credentialVersion)
            ? []
            : [
                  problem(
                      `${path}.passwordSecret.credentialVersion`,
                      passwordSecret.credentialVersion,
                      own.join(" or "),
                      "Nobody logs in by another version: correct it, or leave passwordSecret out.",
                  ),
              ]),
    ];
}
