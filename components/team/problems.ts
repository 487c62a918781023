import { shapeProblems } from "../argumentShape";
import { brokerAccessProblems } from "../connection/brokerAccess";
import { isKnownLater } from "../kubernetes/knownLater";
import { nameProblems } from "../kubernetes/names";
import { namespaceProblems } from "../kubernetes/namespaces";
import type { Problem } from "../problems";
import { numberProblems, problem } from "../problems";
import { renderDefinitions } from "../topology/definitions";
import { settingsProblems, virtualHostNameProblems } from "../topology/problems";
import { withoutWrongTopology } from "../topology/wrongTopology";
import type { RabbitMqTopologyArgs, TeamSettings } from "./arguments";
import { teamDefaults } from "./arguments";

/** Everything that is wrong with a topology's name and arguments; empty when it can be made. */
export function teamProblems(name: string, args: RabbitMqTopologyArgs): Problem[] {
    const settings = teamDefaults(name, soundArgs(args));
    const { namespace, virtualHost, topology } = settings;
    const declared = [...shapeOf(args), ...settingsProblems(topology, () => "")];
    return [
        ...nameProblems("name", name),
        ...(isKnownLater(args.broker) ? [] : brokerAccessProblems("broker", args.broker)),
        ...(typeof namespace === "string" ? namespaceProblems("namespace", [namespace]) : []),
        ...virtualHostNameProblems(
            "virtualHost",
            virtualHost,
            "It is the broker's own: take one of the team's.",
        ),
        ...numberProblems("maxConnections", args.maxConnections, 1, 1_000_000),
        ...declared,
        ...(declared.length > 0 ? [] : maxQueuesProblems(settings)),
    ];
}

/** The arguments without what nothing else can be said of. */
export function soundArgs(args: RabbitMqTopologyArgs): RabbitMqTopologyArgs {
    const shape = shapeOf(args);
    return shape.length === 0 ? args : withoutWrongTopology(args, shape);
}

function shapeOf(args: RabbitMqTopologyArgs): Problem[] {
    return shapeProblems("RabbitMqTopology", args);
}

/** With fewer than are declared RabbitMQ would refuse the rest. */
function maxQueuesProblems({ virtualHost, topology }: TeamSettings): Problem[] {
    const maxQueues = topology.virtualHosts[virtualHost]!.limits?.maxQueues;
    const { length } = renderDefinitions("", topology, []).queues;
    const fix = `${length} are declared, those for dead letters included: raise it.`;
    return maxQueues !== undefined && maxQueues < length
        ? [problem("maxQueues", maxQueues, `a whole number from ${length} to 1000000`, fix)]
        : numberProblems("maxQueues", maxQueues, 1, 1_000_000);
}
