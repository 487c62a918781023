import * as pulumi from "@pulumi/pulumi";

import { departures } from "../broker/departures";
import type { CredentialVersions } from "../broker/guards";
import { clientProblems, typeProblems } from "../broker/guards";
import { updateGuard } from "../broker/updateGuard";
import { each } from "../topology/defaults";
import type { DeclaredTypes } from "../topology/recordedTypes";
import { exchangeTypes, queueTypes } from "../topology/recordedTypes";
import type { TeamSettings } from "./arguments";

/** What later changes have to go by. The component keeps it. */
export interface TeamRecord {
    virtualHost: string;
    queueTypes: DeclaredTypes;
    exchangeTypes: DeclaredTypes;
    credentialVersions: CredentialVersions;
}

export function teamRecord({ virtualHost, topology }: TeamSettings): TeamRecord {
    return {
        virtualHost,
        queueTypes: queueTypes(topology),
        exchangeTypes: exchangeTypes(topology),
        credentialVersions: each(topology.clients, ({ credentialVersion }) => credentialVersion),
    };
}

/** Refuses what RabbitMQ would pass over or workloads not survive, and says what becomes of the queues that leave. */
export function teamGuard(name: string, { topology }: TeamSettings): pulumi.ResourceHook[] {
    return updateGuard(`${name}-topology-guard`, (before, after) => {
        const [from, to] = [before, after].map((inputs) => inputs as Partial<TeamRecord>);
        const problems = recordProblems(from, to);
        if (problems.length === 0) {
            departures(from?.queueTypes ?? {}, to?.queueTypes ?? {}, topology.deleteUnused).forEach(
                (sentence) => void pulumi.log.warn(`RabbitMqTopology ${name}: ${sentence}`),
            );
        }
        return problems;
    });
}

export function recordProblems(
    before: Partial<TeamRecord> = {},
    after: Partial<TeamRecord> = {},
): string[] {
    const [from, to] = [before.virtualHost, after.virtualHost];
    if (from !== undefined && to !== undefined && from !== to) {
        return [
            `virtualHost cannot go from ${from} to ${to}: its queues would stay behind with their messages. ` +
                `Keep ${from}, or make a second topology for ${to} and move the messages to it.`,
        ];
    }
    return [
        ...typeProblems("queue", before.queueTypes ?? {}, after.queueTypes ?? {}),
        ...typeProblems("exchange", before.exchangeTypes ?? {}, after.exchangeTypes ?? {}),
        ...clientProblems(before.credentialVersions ?? {}, after.credentialVersions ?? {}),
    ];
}
