import type { Input } from "@pulumi/pulumi";

import { nameProblems } from "../kubernetes/names";
import { namespaceProblems } from "../kubernetes/namespaces";
import type { Problem } from "../problems";
import { numberProblems, problem } from "../problems";
import type { TopologyArgs } from "./arguments";
import type { Tenant } from "./client";
import { clientLimitProblems, rotationProblems } from "./clientProblems";
import type { RotationSettings, TopologySettings } from "./defaults";
import {
    clientDefaults,
    each,
    operatorPolicyDefaults,
    rotationDefaults,
    virtualHostDefaults,
} from "./defaults";
import { operatorPolicyProblems } from "./operatorPolicies";
import { resourceNameProblems } from "./problems";
import type { LocalCredential } from "./users";
import { tenant, usersIn } from "./users";

/** A tenant with every default filled in. */
export interface TenantSettings {
    namespace: Input<string>;
    /** The rotation of the user by which it declares. */
    rotation: RotationSettings;
    /** Its virtual host, in which the platform declares nothing, and its clients. */
    topology: TopologySettings;
}

/** An untrusted neighbour is limited even where nobody thought of it. */
const defaultLimit = 100;

export function tenantDefaults(virtualHost: string, args: Tenant): TenantSettings {
    const { maxConnections = defaultLimit, maxQueues = defaultLimit } = args;
    return {
        namespace: args.namespace,
        rotation: rotationDefaults(args),
        topology: {
            virtualHosts: {
                [virtualHost]: {
                    ...virtualHostDefaults({}),
                    limits: { maxConnections, maxQueues },
                    operatorPolicies: each(args.operatorPolicies, operatorPolicyDefaults),
                },
            },
            clients: each(args.clients, (client) => clientDefaults({ ...client, virtualHost })),
            deleteUnused: false,
        },
    };
}

/** The users of a tenant: that by which it declares, and those of its clients. */
export function tenantUsers(
    virtualHost: string,
    settings: Pick<TenantSettings, "rotation" | "topology">,
): LocalCredential[] {
    return usersIn(virtualHost, tenantRotations(settings));
}

export function tenantRotations({
    rotation,
    topology,
}: Pick<TenantSettings, "rotation" | "topology">): { [owner: string]: RotationSettings } {
    return { [tenant]: rotation, ...topology.clients };
}

/** Everything that is wrong with the tenants of a broker. What their clients use, nobody has declared here. */
export function tenantProblems({ tenants = {}, virtualHosts = {} }: TopologyArgs): Problem[] {
    return Object.entries(tenants).flatMap(([name, args]) => {
        const path = `tenants.${name}`;
        const { namespace, rotation, topology } = tenantDefaults(name, args);
        const fix = "The tenant declares what is in it: remove it there, or rename the tenant.";
        return [
            ...nameProblems(path, name),
            ...(Object.hasOwn(virtualHosts, name)
                ? [problem(path, name, "a name that is not under virtualHosts", fix)]
                : []),
            ...namespaceProblems(`${path}.namespace`, [namespace]),
            ...rotationProblems(path, rotation),
            ...numberProblems(`${path}.maxConnections`, args.maxConnections, 1, 1_000_000),
            ...numberProblems(`${path}.maxQueues`, args.maxQueues, 1, 1_000_000),
            ...operatorPolicyProblems(path, topology.virtualHosts[name]!.operatorPolicies),
            ...Object.entries(topology.clients).flatMap(([client, settings]) => [
                ...clientLimitProblems(`${path}.clients.${client}`, client, settings),
                ...(["publishesTo", "consumesFrom"] as const).flatMap((field) =>
                    settings[field].flatMap((target) =>
                        resourceNameProblems(`${path}.clients.${client}.${field}`, target),
                    ),
                ),
            ]),
        ];
    });
}
