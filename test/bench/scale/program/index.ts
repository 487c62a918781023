import * as pulumi from "@pulumi/pulumi";

import { declare } from "./declare";

const config = new pulumi.Config("scale");
declare(config.requireNumber("brokers"), config.requireNumber("workloads"));
