import type { Problem } from "../problems";
import { choiceProblems, listOf, numberProblems, problem } from "../problems";
import type { TopologyArgs } from "./arguments";
import { clientProblems } from "./clientProblems";
import { deadLetterQueueName } from "./deadLetters";
import type {
    PolicySettings,
    QueueSettings,
    TopologySettings,
    VirtualHostSettings,
} from "./defaults";
import { defaultVirtualHost, topologyDefaults } from "./defaults";
import { mqttExchange } from "./mqttTopics";
import { patternProblems } from "./patterns";
import { policyDefinitionProblems } from "./policyDefinition";
import { publishedQueues } from "./publishedQueues";
import { ownPolicyPriority } from "./queuePolicies";
import { queueProblems } from "./queueProblems";
import { sizeProblems } from "./sizeProblems";
import { partsOf, superStreams } from "./superStreams";
import { virtualHostPath } from "./virtualHostPath";

/** Everything that is wrong with a topology; empty when RabbitMQ would accept all of it. */
export function topologyProblems(args: TopologyArgs): Problem[] {
    const names = Object.keys(args.virtualHosts ?? {}).flatMap((name) =>
        virtualHostNameProblems(`virtualHosts.${name}`, name),
    );
    return [
        ...names,
        ...settingsProblems(topologyDefaults(args), virtualHostPath, names.length === 0),
    ];
}

/** The same without the names of virtual hosts, for what is declared where `pathOf` says. */
export function settingsProblems(
    topology: TopologySettings,
    pathOf: (virtualHost: string) => string,
    isMeasured = true,
): Problem[] {
    const problems = [
        ...Object.entries(topology.virtualHosts).flatMap(([name, host]) =>
            virtualHostProblems(topology, name, host, pathOf(name)),
        ),
        ...Object.entries(topology.clients).flatMap(([name, client]) =>
            clientProblems(topology, name, client),
        ),
    ];
    // What is wrong in itself may be nothing that can be rendered, and so measured.
    return problems.length > 0 || !isMeasured ? problems : sizeProblems(topology);
}

/** As part of a URL, a name that starts with a dot may be taken for a relative path. */
export function virtualHostNameProblems(
    path: string,
    name: string,
    fixOfDefault = "It is always there: declare what it holds beside it.",
): Problem[] {
    if (/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/.test(name)) {
        return [];
    }
    const allowed = `1 to 100 letters, digits, ".", "_" and "-", not starting with "."`;
    const fix = name === defaultVirtualHost ? fixOfDefault : "Rename it.";
    return [problem(path, name, allowed, fix)];
}

function virtualHostProblems(
    topology: TopologySettings,
    virtualHost: string,
    host: VirtualHostSettings,
    at: string,
): Problem[] {
    const queues = Object.entries(host.queues);
    return [
        ...queues.flatMap(([name, queue]) => [
            ...resourceNameProblems(`${at}queues.${name}`, name),
            ...queueProblems(`${at}queues.${name}`, queue),
        ]),
        ...queues.flatMap(([name, { deadLetterExchange }]) =>
            deadLetterExchange === undefined
                ? []
                : unknownName(
                      `${at}queues.${name}.deadLetterExchange`,
                      deadLetterExchange,
                      host.exchanges,
                      "exchanges",
                  ),
        ),
        ...queues
            .filter(
                ([name, { deadLetterQueue }]) =>
                    deadLetterQueue && Object.hasOwn(host.queues, deadLetterQueueName(name)),
            )
            .map(([name]) =>
                problem(
                    `${at}queues.${deadLetterQueueName(name)}`,
                    deadLetterQueueName(name),
                    `a name that is not the dead letter queue of ${name}`,
                    `Rename it, or set ${at}queues.${name}.deadLetterQueue to false.`,
                ),
            ),
        ...Object.keys(host.exchanges).flatMap((name) =>
            resourceNameProblems(`${at}exchanges.${name}`, name),
        ),
        ...publishedQueues(topology, virtualHost)
            .filter((name) => Object.hasOwn(host.exchanges, name))
            .map((name) =>
                problem(
                    `${at}exchanges.${name}`,
                    name,
                    "a name that no published queue has",
                    "Clients publish to a queue through an exchange of its name: rename the exchange.",
                ),
            ),
        ...superStreams(host).flatMap(([name, queue]) =>
            superStreamProblems(at, name, queue, host),
        ),
        ...bindingProblems(at, host),
        ...Object.entries(host.policies).flatMap(([name, policy]) =>
            policyProblems(`${at}policies.${name}`, name, policy),
        ),
    ];
}

/** A super stream takes the name of an exchange, and those of its partitions. */
function superStreamProblems(
    at: string,
    name: string,
    queue: QueueSettings,
    { queues, exchanges }: VirtualHostSettings,
): Problem[] {
    const taken = partsOf(name, queue).filter((part) => Object.hasOwn(queues, part));
    return [
        ...taken.map((part) => {
            const allowed = `a name that is no partition of ${name}`;
            return problem(`${at}queues.${part}`, part, allowed, "Rename it.");
        }),
        ...(Object.hasOwn(exchanges, name)
            ? [
                  problem(
                      `${at}exchanges.${name}`,
                      name,
                      "a name that no super stream has",
                      "A super stream is an exchange of its name: rename the exchange.",
                  ),
              ]
            : []),
    ];
}

function policyProblems(path: string, name: string, policy: PolicySettings): Problem[] {
    const fix = "From 100 on it would take away what the queues' own arguments say: lower it.";
    return [
        ...resourceNameProblems(path, name),
        ...patternProblems(`${path}.pattern`, policy.pattern),
        ...numberProblems(`${path}.priority`, policy.priority, 0, ownPolicyPriority - 1, fix),
        ...policyDefinitionProblems(`${path}.definition`, policy.definition),
    ];
}

export function resourceNameProblems(path: string, name: string): Problem[] {
    const fits = /^\S+$/.test(name) && Buffer.byteLength(name) <= 200;
    if (fits && !name.startsWith("amq.")) {
        return [];
    }
    const allowed = '1 to 200 bytes without white space, not starting with "amq."';
    return [problem(path, name, allowed, "Rename it.")];
}

function bindingProblems(
    at: string,
    { bindings, exchanges, queues }: VirtualHostSettings,
): Problem[] {
    return Object.entries(bindings).flatMap(([name, binding]) => [
        ...(binding.exchange === mqttExchange
            ? []
            : unknownName(
                  `${at}bindings.${name}.exchange`,
                  binding.exchange,
                  exchanges,
                  "exchanges",
              )),
        ...unknownName(`${at}bindings.${name}.queue`, binding.queue, queues, "queues"),
        ...choiceProblems(
            `${at}bindings.${name}.arguments.x-match`,
            binding.arguments["x-match"],
            matches,
        ),
    ]);
}

/** https://www.rabbitmq.com/tutorials/amqp-concepts#exchange-headers */
const matches = ["all", "any", "all-with-x", "any-with-x"];

function unknownName(path: string, name: string, declared: object, where: string): Problem[] {
    const names = Object.keys(declared);
    return names.includes(name)
        ? []
        : [problem(path, name, listOf(names), `Declare it under ${where}, or correct the name.`)];
}
