import { PolicyPack } from "@pulumi/policy";
import { policyOf } from "./policyOf";
import { rules } from "./rules";

new PolicyPack("queue-workloads", { policies: rules.map(policyOf) });
