import "./compileCache";

import { PolicyPack } from "@pulumi/policy";

import { packPolicies } from "./pack";

new PolicyPack("queue-workloads", { policies: packPolicies() });
