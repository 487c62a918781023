/** What a pack of one's own imports: `queue-workloads-policy` makes none by itself. */
export { type EnvironmentConfig, environmentConfig } from "./engine/environmentConfig";
export type { Examination } from "./engine/examination";
export type { Policy } from "./engine/policyOf";
export { defineRule, type Framework, type Rule, type Tag } from "./engine/rule";
export type { Finding } from "./engine/violationMessage";
export { isKind, type KubernetesObject } from "./kubernetes/object";
export { policies, type PolicySelection } from "./policies";
