import "./sdk/compileCache";
import "./sdk/partOfPulumi";
import "./sdk/parsedOnce";

import { PolicyPack } from "@pulumi/policy";

import { packPolicies } from "./pack";

new PolicyPack("queue-workloads", { policies: packPolicies() });
