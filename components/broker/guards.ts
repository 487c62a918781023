import * as pulumi from "@pulumi/pulumi";

import { defaultVirtualHost } from "../topology/defaults";
import type { DeclaredTypes } from "../topology/recordedTypes";
import type { BrokerContext } from "./context";
import { departures } from "./departures";
import { talksTls } from "./distribution";
import { erlangFlagsVariable } from "./nodeEnvironment";
import { readRecord } from "./records";
import { updateGuard } from "./updateGuard";
import { unknownVersionProblem, upgradeProblem } from "./upgrades";

/**
 * Changes that Kubernetes would carry out and RabbitMQ would not survive. The engine asks before it
 * updates a resource, in a preview as well, and hands over what the resource was made with.
 */

/** The annotation in which the client Service keeps the type of each queue, by virtual host and name. */
export const queueTypesAnnotation = "queue-workloads/queue-types";

/** The annotation in which the client Service keeps the type of each exchange, likewise. */
export const exchangeTypesAnnotation = "queue-workloads/exchange-types";

/** The annotation in which the client Service keeps the administrator's versions that can log in, the current one first. */
export const administratorAnnotation = "queue-workloads/administrator-versions";

/** The annotation in which the client Service keeps the version of each client's credentials. */
export const clientsAnnotation = "queue-workloads/credential-versions";

/** The version of the credentials that each client uses, by the client's name. */
export interface CredentialVersions {
    [client: string]: number;
}

/** Guards the StatefulSet: fewer nodes, or a version that cannot follow the present one. */
export function statefulSetGuard(name: string, imageIsLookedAt: boolean): pulumi.ResourceHook[] {
    return guard(`${name}-lifecycle-guard`, (before, after) => {
        const [from, to] = [brokerImage(before), brokerImage(after)];
        return [
            scaleDownProblem(before?.spec?.replicas, after?.spec?.replicas),
            upgradeProblem(from, to),
            internodeProblem(before, after),
            imageIsLookedAt ? undefined : unknownVersionProblem(from, to),
        ];
    });
}

/**
 * Guards the client Service, which lists what was declared: types of queues and exchanges, and who may administer.
 * What leaves, and what becomes of it, is said where everybody looks: the log of the Job is read by few.
 */
export function declarationsGuard({
    name,
    settings,
    parent,
}: BrokerContext): pulumi.ResourceHook[] {
    const { deleteUnused } = settings.topology;
    return guard(`${name}-declarations-guard`, (before, after) => {
        const [from, to] = [before, after].map((service) =>
            annotated<DeclaredTypes>(service, queueTypesAnnotation, {}),
        );
        for (const sentence of departures(from!, to!, deleteUnused)) {
            void pulumi.log.warn(sentence, parent);
        }
        return declarationProblems(before, after);
    });
}

function declarationProblems(
    before: Inputs | undefined,
    after: Inputs | undefined,
): (string | undefined)[] {
    return [
        ...typeProblems(
            "queue",
            annotated<DeclaredTypes>(before, queueTypesAnnotation, {}),
            annotated<DeclaredTypes>(after, queueTypesAnnotation, {}),
        ),
        ...typeProblems(
            "exchange",
            annotated<DeclaredTypes>(before, exchangeTypesAnnotation, {}),
            annotated<DeclaredTypes>(after, exchangeTypesAnnotation, {}),
        ),
        administratorProblem(
            annotated<number[]>(before, administratorAnnotation, []),
            annotated<number[]>(after, administratorAnnotation, []),
        ),
        ...clientProblems(
            annotated<CredentialVersions>(before, clientsAnnotation, {}),
            annotated<CredentialVersions>(after, clientsAnnotation, {}),
        ),
    ];
}

/** Three nodes hold what one cannot be asked to give up: the remaining one has no majority. */
export function scaleDownProblem(before?: number, after?: number): string | undefined {
    if (before === undefined || after === undefined || after >= before) {
        return undefined;
    }
    return (
        `replicas cannot go from ${before} to ${after}: the nodes that remain would have no majority, and the broker would stop. ` +
        `Keep ${before}, or make a second broker of ${after} and move the messages to it.`
    );
}

/** Nodes with TLS and nodes without do not find each other: a roll would leave each of them alone. */
export function internodeProblem(
    before: Inputs | undefined,
    after: Inputs | undefined,
): string | undefined {
    const replicas = before?.spec?.replicas ?? 1;
    const [from, to] = [talks(before), talks(after)];
    if (replicas === 1 || from === undefined || to === undefined || from === to) {
        return undefined;
    }
    return (
        `tls.internode cannot become ${to} while ${replicas} nodes run: those that have it cannot talk to those that have it not, and a roll would leave each alone. ` +
        `Keep ${from}, or make a second broker with ${to} and move the messages to it. ` +
        "If clients can do without the broker for some minutes, stop all nodes and start them anew: kubectl delete this StatefulSet, then pulumi up --refresh; with storage.keepOnDelete the volumes stay."
    );
}

/** Whether nodes talk TLS to each other; nothing where nobody can tell. */
function talks(statefulSet: Inputs | undefined): boolean | undefined {
    const container = statefulSet?.spec?.template?.spec?.containers?.[0];
    const flags = container?.env?.find(({ name }) => name === erlangFlagsVariable)?.value ?? "";
    return container && (typeof flags === "string" ? talksTls(flags) : undefined);
}

/** A declaration of another type would be passed over in silence, and the old one go on. */
export function typeProblems(
    kind: "queue" | "exchange",
    before: DeclaredTypes,
    after: DeclaredTypes,
): string[] {
    return Object.entries(before).flatMap(([virtualHost, names]) =>
        Object.entries(names).flatMap(([name, type]) => {
            const changed = after[virtualHost]?.[name];
            return changed === undefined || changed === type
                ? []
                : [typeProblem(`${kind} ${name}${inHost(virtualHost)}`, kind, type, changed)];
        }),
    );
}

function typeProblem(which: string, kind: string, type: string, changed: string): string {
    const move = kind === "queue" ? " and move the messages to it" : "";
    return (
        `the ${which} is of type ${type} and cannot become ${changed}: RabbitMQ never changes a type. ` +
        `Keep ${type}, or declare one of another name${move}.`
    );
}

function inHost(virtualHost: string): string {
    return virtualHost === defaultVirtualHost ? "" : ` of the virtual host ${virtualHost}`;
}

/** The topology Job logs in as the new administrator or the one before it: the broker has to know one of them. */
export function administratorProblem(before: number[], after: number[]): string | undefined {
    const [from, to] = [before[0], after[0]];
    if (from === undefined || to === undefined || before.includes(to) || before.includes(to - 1)) {
        return undefined;
    }
    return (
        `administrator.credentialVersion cannot go from ${from} to ${to}: the broker would know neither the new administrator nor the one before. ` +
        `Raise it by one, to ${from + 1}.`
    );
}

/** Only the version before stays valid: with any other step the user goes that workloads still log in as. */
export function clientProblems(before: CredentialVersions, after: CredentialVersions): string[] {
    return Object.entries(after).flatMap(([client, to]) => {
        const from = before[client];
        return from === undefined || to === from || to === from + 1
            ? []
            : [
                  `the credentialVersion of ${client} cannot go from ${from} to ${to}: the user that its workloads log in as would go before they have the new one. ` +
                      `Raise it by one, to ${from + 1}.`,
              ];
    });
}

interface Container {
    image?: string;
    env?: { name: string; value?: unknown }[];
}

/** As much of a StatefulSet or a Service as is looked at. */
interface Inputs {
    metadata?: { annotations?: { [name: string]: string } };
    spec?: {
        replicas?: number;
        template?: { spec?: { containers?: Container[] } };
    };
}

function guard(
    name: string,
    problems: (before: Inputs | undefined, after: Inputs | undefined) => (string | undefined)[],
): pulumi.ResourceHook[] {
    return updateGuard(name, (before, after) =>
        problems(before, after).filter((one) => one !== undefined),
    );
}

function brokerImage(statefulSet: Inputs | undefined): string | undefined {
    return statefulSet?.spec?.template?.spec?.containers?.[0]?.image;
}

function annotated<T>(service: Inputs | undefined, annotation: string, otherwise: T): T {
    const text = service?.metadata?.annotations?.[annotation];
    return text === undefined ? otherwise : (readRecord(text) as T);
}
