import * as pulumi from "@pulumi/pulumi";

import { argumentOf } from "./argumentShape";
import { isKnownLater } from "./kubernetes/knownLater";
import type { Problem } from "./problems";
import { throwOnProblems } from "./problems";

/** Nobody judges what is in these: Kubernetes' own objects, what another component has made, and values of variables. */
const judgedAsWhole = ["pod", "jobPod", "connection", "broker", "env", "secretEnv"];

/** What can be found out about a value that another resource decides. */
interface Fact {
    isKnown: boolean;
    isSecret: boolean;
    value?: unknown;
}

type Later = pulumi.OutputInstance<unknown> | Promise<unknown>;

/**
 * The same arguments, in which what other resources decide waits until all of it that can be known, in a preview as
 * well, has been judged together: nothing is made of it before.
 */
export function judgedInputs<T extends object>(
    what: string,
    args: T,
    problemsOf: (known: T) => Problem[],
): T {
    const facts = new Map<Later, Promise<Fact>>();
    const secretArguments = new Set<string>();
    eachInput(args, (later, argument) => {
        const fact = factOf(later);
        facts.set(later, fact);
        void fact.then(({ isSecret }) => isSecret && secretArguments.add(argument));
    });
    if (facts.size === 0) {
        return args;
    }
    const judgement = Promise.all(
        [...facts].map(async ([later, fact]) => [later, await fact] as const),
    ).then((entries) => {
        const known = new Map(entries.filter(([, { isKnown }]) => isKnown));
        const problems = problemsOf(
            eachInput(args, (later) => (known.has(later) ? known.get(later)!.value : later)),
        );
        try {
            throwOnProblems(what, withoutSecrets(problems, secretArguments));
        } catch (error) {
            throw keepingItsMessage(error as Error);
        }
    });
    // Whoever waits for it hears of it.
    judgement.catch(() => undefined);
    return eachInput(args, (later) =>
        (pulumi.output(later) as pulumi.Output<unknown>).apply((value) =>
            judgement.then(() => value),
        ),
    );
}

/** The arguments with each value that is known later replaced by what is taken from it. */
function eachInput<T extends object>(
    args: T,
    take: (later: Later, argument: string) => unknown,
): T {
    const entries = Object.entries(args).map(([argument, value]: [string, unknown]) => {
        const isOpaque = judgedAsWhole.includes(argument) && !isKnownLater(value);
        return [argument, isOpaque ? value : replaced(value, (later) => take(later, argument))];
    });
    return Object.fromEntries(entries) as T;
}

function replaced(value: unknown, take: (later: Later) => unknown): unknown {
    if (isKnownLater(value)) {
        return take(value);
    }
    if (Array.isArray(value)) {
        return value.map((item: unknown) => replaced(item, take));
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const entries = Object.entries(value).map(([key, one]) => [key, replaced(one, take)]);
    return Object.fromEntries(entries);
}

/** What an output says of itself, which its type does not show. */
interface Telling {
    isKnown: Promise<boolean>;
    isSecret: Promise<boolean>;
    promise: () => Promise<unknown>;
}

async function factOf(later: Later): Promise<Fact> {
    const output = pulumi.output(later) as unknown as Telling;
    try {
        const [value, isKnown, isSecret] = await Promise.all([
            output.promise(),
            output.isKnown,
            output.isSecret,
        ]);
        return { isKnown, isSecret, value };
    } catch {
        // Why it failed is said where it comes from.
        return { isKnown: false, isSecret: false };
    }
}

/** Pulumi puts the name of each property that it cannot make for it before the message: of dozens in a broker. */
function keepingItsMessage(error: Error): Error {
    const { message } = error;
    return Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
}

function withoutSecrets(problems: Problem[], secretArguments: Set<string>): Problem[] {
    return problems.map((problem) =>
        secretArguments.has(argumentOf(problem))
            ? {
                  ...problem,
                  reason: "is a secret, and not what is allowed. Look at what it is made from.",
              }
            : problem,
    );
}
