import { main } from "@pulumi/pulumi/provider";

import { ComponentProvider } from "./componentProvider";

void main(new ComponentProvider(), process.argv.slice(2));
