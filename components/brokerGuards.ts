import * as pulumi from "@pulumi/pulumi";

/**
 * Changes that Kubernetes would carry out and RabbitMQ would not survive. The engine asks before it
 * updates a resource, in a preview as well, and hands over what the resource was made with.
 */

/** The annotation in which the client Service keeps the type of each queue, by virtual host and name. */
export const queueTypesAnnotation = "queue-workloads/queue-types";

/** Guards the StatefulSet: fewer nodes, or a version that cannot follow the present one. */
export function statefulSetGuard(name: string): pulumi.ResourceHook {
    return guard(`${name}-lifecycle-guard`, (before, after) => [
        scaleDownProblem(before?.spec?.replicas, after?.spec?.replicas),
        upgradeProblem(brokerImage(before), brokerImage(after)),
    ]);
}

/** Guards the client Service, which lists what was declared: a queue keeps the type it was made with. */
export function queueTypesGuard(name: string): pulumi.ResourceHook {
    return guard(`${name}-queue-types-guard`, (before, after) =>
        queueTypeProblems(annotatedTypes(before), annotatedTypes(after)),
    );
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

/** https://www.rabbitmq.com/docs/upgrade#rabbitmq-version-upgradability */
export function upgradeProblem(before?: string, after?: string): string | undefined {
    const [from, to] = [version(before), version(after)];
    if (from === undefined || to === undefined) {
        return undefined;
    }
    const shown = `image cannot go from RabbitMQ ${from.join(".")} to ${to.join(".")}`;
    if (to[0] < from[0] || (to[0] === from[0] && to[1] < from[1])) {
        return `${shown}: nodes do not start on what a newer version has written. Stay, or go on to a newer one.`;
    }
    if (to[0] === from[0] && to[1] > from[1] + 1) {
        return `${shown}: only the next minor version can follow. Go to ${from[0]}.${from[1] + 1} first.`;
    }
    if (to[0] > from[0] && (to[0] > from[0] + 1 || to[1] > 0)) {
        return `${shown}: only the first version of the next series can follow. Go to ${from[0] + 1}.0 first.`;
    }
    return undefined;
}

export function queueTypeProblems(
    before: { [queue: string]: string },
    after: { [queue: string]: string },
): string[] {
    return Object.entries(before)
        .filter(([queue, type]) => after[queue] !== undefined && after[queue] !== type)
        .map(
            ([queue, type]) =>
                `the queue ${queue} is of type ${type} and cannot become ${after[queue]}: RabbitMQ never changes the type of a queue. ` +
                `Keep ${type}, or declare a queue of another name and move the messages to it.`,
        );
}

/** As much of a StatefulSet or a Service as is looked at. */
interface Inputs {
    metadata?: { annotations?: { [name: string]: string } };
    spec?: {
        replicas?: number;
        template?: { spec?: { containers?: { image?: string }[] } };
    };
}

function guard(
    name: string,
    problems: (before: Inputs | undefined, after: Inputs | undefined) => (string | undefined)[],
): pulumi.ResourceHook {
    const refuse = ({ oldInputs, newInputs }: pulumi.ResourceHookArgs) => {
        const found = problems(oldInputs, newInputs).filter((one) => one !== undefined);
        if (found.length > 0) {
            throw new Error(found.join("\n"));
        }
    };
    return new pulumi.ResourceHook(name, refuse, { onDryRun: true });
}

function brokerImage(statefulSet: Inputs | undefined): string | undefined {
    return statefulSet?.spec?.template?.spec?.containers?.[0]?.image;
}

function annotatedTypes(service: Inputs | undefined): { [queue: string]: string } {
    const text = service?.metadata?.annotations?.[queueTypesAnnotation] ?? "{}";
    return JSON.parse(text) as { [queue: string]: string };
}

function version(image: string | undefined): [number, number, number] | undefined {
    const match = /:(\d+)\.(\d+)\.(\d+)/.exec(image ?? "");
    return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}
