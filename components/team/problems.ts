import { shapeProblems } from "../argumentShape";
import { missingCertificateProblems } from "../broker/tls";
import type { BrokerAccess } from "../connection/brokerAccess";
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
import { tenantProblems } from "./tenant";

/** A topology's arguments with every default filled in, as far as they have a shape that can be, and what is wrong with them. */
export function checkedTeam(
    name: string,
    args: RabbitMqTopologyArgs,
): { settings: TeamSettings; problems: Problem[] } {
    const shape = shapeProblems("RabbitMqTopology", args);
    // What nothing else can be said of is left out.
    const sound = shape.length === 0 ? args : withoutWrongTopology(args, shape);
    const settings = teamDefaults(name, sound);
    return { settings, problems: teamProblems(name, sound, settings, shape) };
}

/** What is wrong with how the broker is reached, and with what is asked of that access. */
export function accessProblems(
    args: RabbitMqTopologyArgs,
    settings: TeamSettings,
    access: BrokerAccess,
): Problem[] {
    const problems = brokerAccessProblems("broker", access);
    return problems.length > 0
        ? problems
        : [
              ...tenantProblems(args, settings, access.tenant),
              ...(access.clientCertificates && access.tenant === undefined
                  ? missingCertificateProblems("clients", settings.topology.clients)
                  : []),
          ];
}

function teamProblems(
    name: string,
    args: RabbitMqTopologyArgs,
    settings: TeamSettings,
    shape: Problem[],
): Problem[] {
    const { namespace, virtualHost, topology } = settings;
    const declared = [...shape, ...settingsProblems(topology, () => "")];
    return [
        ...nameProblems("name", name),
        ...(isKnownLater(args.broker) ? [] : accessProblems(args, settings, args.broker)),
        ...namespaceProblems("namespace", [namespace]),
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

/** With fewer than are declared RabbitMQ would refuse the rest. */
function maxQueuesProblems({ virtualHost, topology }: TeamSettings): Problem[] {
    const maxQueues = topology.virtualHosts[virtualHost]!.limits?.maxQueues;
    const { length } = renderDefinitions("", topology, []).queues;
    const fix = `${length} are declared, those for dead letters included: raise it.`;
    return maxQueues !== undefined && maxQueues < length
        ? [problem("maxQueues", maxQueues, `a whole number from ${length} to 1000000`, fix)]
        : numberProblems("maxQueues", maxQueues, 1, 1_000_000);
}
