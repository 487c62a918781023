import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { nodePaths } from "./nodePaths";

export type IpFamily = "IPv4" | "IPv6";

/** The families of addresses that a cluster may have, the first one first. */
const choices: { [name: string]: IpFamily[] } = {
    IPv4: ["IPv4"],
    IPv6: ["IPv6"],
    dual: ["IPv4", "IPv6"],
};

const choiceFile = join(nodePaths.config, "ip-family");
const asked = process.env.QUEUE_WORKLOADS_IP_FAMILY;
const choice = existsSync(choiceFile) ? readFileSync(choiceFile, "utf8") : (asked ?? "IPv4");

/** Those of this cluster: it keeps what it was made with. */
export const ipFamilies = choices[choice] ?? refuse(`allowed: ${Object.keys(choices).join(", ")}`);

/** Refuses others than those that the cluster was made with. */
export function rememberIpFamilies(): void {
    if (asked !== undefined && asked !== choice) {
        refuse(`the cluster was made with ${choice}. Run: npm run down`);
    }
    mkdirSync(nodePaths.config, { recursive: true });
    writeFileSync(choiceFile, choice);
}

function refuse(reason: string): never {
    throw new Error(`QUEUE_WORKLOADS_IP_FAMILY is ${asked}; ${reason}`);
}
