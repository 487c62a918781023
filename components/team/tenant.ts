import type { BrokerAccess, TenantAccess } from "../connection/brokerAccess";
import type { Problem } from "../problems";
import { problem } from "../problems";
import type { TopologySettings } from "../topology/defaults";
import { clientDefaults, each } from "../topology/defaults";
import { settingsProblems } from "../topology/problems";
import type { RabbitMqTopologyArgs, TeamSettings } from "./arguments";

/** What is declared: by a tenant, with the clients that the platform has made, and within its limits. */
export function declaredTopology(
    { virtualHost, topology }: TeamSettings,
    { tenant }: Pick<BrokerAccess, "tenant">,
): TopologySettings {
    if (tenant === undefined) {
        return topology;
    }
    const host = { ...topology.virtualHosts[virtualHost]!, limits: undefined };
    return {
        ...topology,
        virtualHosts: { [virtualHost]: host },
        clients: each(tenant.clients, ({ publishesTo, consumesFrom, certificateSecretName }) =>
            clientDefaults({ virtualHost, publishesTo, consumesFrom, certificateSecretName }),
        ),
    };
}

/** What a tenant asks for that is the platform's to give, or that its clients are to use and nobody declares. */
export function tenantProblems(
    args: RabbitMqTopologyArgs,
    settings: TeamSettings,
    tenant: TenantAccess | undefined,
): Problem[] {
    if (tenant === undefined) {
        return [];
    }
    const { virtualHost } = settings;
    if (virtualHost !== tenant.virtualHost) {
        const fix = "It is the one that the stack of the broker has made for the tenant: set it.";
        return [problem("virtualHost", virtualHost, tenant.virtualHost, fix)];
    }
    const fix = `The stack of the broker says so, under tenants.${virtualHost}: remove it.`;
    return [
        ...(["clients", "maxConnections", "maxQueues"] as const)
            .filter((field) => args[field] !== undefined)
            .map((field) => {
                const given = field === "clients" ? Object.keys(args.clients!) : args[field];
                return problem(field, given, "nothing for a tenant", fix);
            }),
        ...settingsProblems(declaredTopology(settings, { tenant }), () => "")
            .filter(({ path }) => path.startsWith("clients."))
            .map(({ path, reason }) => ({ path: `broker.tenant.${path}`, reason })),
    ];
}
