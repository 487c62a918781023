import type { PolicyConfigSchema, Severity } from "@pulumi/policy";

import type { Conventions } from "../kubernetes/conventions";
import type { KubernetesObject } from "../kubernetes/object";
import type { LocatedContainer, LocatedPodTemplate } from "../kubernetes/podTemplate";
import type { Stack } from "../kubernetes/stack";
import type { Edit } from "./edits";
import type { Examination } from "./examination";

export type PropertySchema = PolicyConfigSchema["properties"][string];

export const tags = [
    "access",
    "autoscaling",
    "capacity",
    "correctness",
    "custom-kinds",
    "labels",
    "network",
    "rabbitmq",
    "reliability",
    "secrets",
    "security",
    "supply-chain",
] as const;

export type Tag = (typeof tags)[number];

/** The restricted profile of the Pod Security Standards, and section 5 of the CIS Kubernetes Benchmark. */
export const frameworks = ["pod-security/restricted", "cis"] as const;

export type Framework = (typeof frameworks)[number];

/** The first word of a rule's name, such as `port`. */
export function groupOf({ id }: { readonly id: string }): string {
    return id.split("-")[0]!;
}

/** One rule of the pack: what it checks, how it is configured, and how it is judged. */
export interface Rule<Config extends object = object> {
    /** `<group>-<file name in kebab case>`, the name of the policy. */
    readonly id: string;
    /** The rule in one sentence. Pulumi prints it above every violation. */
    readonly description: string;
    readonly severity: Severity;
    /** What the rule is about, for whoever takes some rules only. */
    readonly tags: readonly Tag[];
    /** The catalogues that ask for it. */
    readonly frameworks?: readonly Framework[];
    /** How to comply, in one sentence. */
    readonly remediation: string;
    /** The configuration where an environment says nothing. */
    readonly defaults: Config;
    readonly schema: { readonly [Property in keyof Config]: PropertySchema };
    /** What the configuration tells all rules about the objects of its users. */
    conventions?(config: Config): Conventions;
    /** What is wrong with a configuration, beyond what the schema can say, as parts of a sentence. */
    problems?(config: Config): string[];
    /** Judges one object by its inputs, before it is created or changed. */
    checkObject?(object: KubernetesObject, examination: Examination<Config>): void;
    /** Judges the pod that an object makes, or is. */
    checkPod?(pod: LocatedPodTemplate, examination: Examination<Config>): void;
    /** Judges one container of a pod, whether it is one of the containers, an init or an ephemeral one. */
    checkContainer?(container: LocatedContainer, examination: Examination<Config>): void;
    /** Sets fields that are unset, where what the rule asks for has one right answer. */
    remedy?(object: KubernetesObject, examination: Examination<Config>): Edit[];
    /**
     * Judges how the objects of a stack fit together. They hold what the cluster answers: its
     * defaults, and after an update its live values.
     */
    checkStack?(stack: Stack, examination: Examination<Config>): void;
    /** Whether `checkStack` also asks what the program declared, by `stack.inputsOf`. */
    readonly readsInputs?: boolean;
}

/** Fixes the type of a rule's configuration by its defaults. */
export function defineRule<Config extends object>(rule: Rule<Config>): Rule<Config> {
    return rule;
}
