import type { Input } from "@pulumi/pulumi";

export interface SecretReference {
    /** The name of a Secret in the workload's namespace. */
    name: Input<string>;
    /** The key in that Secret. */
    key: string;
}
