import { connect } from "node:net";

import { execa } from "execa";

import type { Report } from "../report";
import { installedPlugin } from "./installedPlugin";

/** Where the CLI looks for official plugins, in its own order. */
const sources = ["api.github.com", "get.pulumi.com"];
const reachTimeout = 3_000;
const downloadTimeout = 180_000;
/** Behind a proxy nothing tells whether the internet is there, except trying. */
const proxiedDownloadTimeout = 10_000;

/** Lets the Pulumi CLI download an official plugin; tries nothing where the internet cannot be reached. */
export async function downloadPlugin(
    pulumi: string,
    name: string,
    version: string,
    home: string,
    report: Report,
): Promise<string | undefined> {
    const proxied = (process.env.HTTPS_PROXY ?? process.env.https_proxy ?? "") !== "";
    if (!proxied && !(await reachable())) {
        return undefined;
    }
    report(`downloading the official ${name} plugin ${version}`);
    const result = await execa(pulumi, ["plugin", "install", "resource", name, version], {
        env: { PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
        timeout: proxied ? proxiedDownloadTimeout : downloadTimeout,
        stdin: "ignore",
        reject: false,
    });
    if (result.failed) {
        report(`the download of the ${name} plugin failed: ${result.shortMessage}`);
    }
    return installedPlugin(home, name, version);
}

async function reachable(): Promise<boolean> {
    const answers = await Promise.all(sources.map(answers443));
    return answers.includes(true);
}

function answers443(host: string): Promise<boolean> {
    return new Promise((resolve) => {
        const socket = connect({ host, port: 443, timeout: reachTimeout });
        const end = (answer: boolean) => {
            socket.destroy();
            resolve(answer);
        };
        socket.once("connect", () => end(true));
        socket.once("timeout", () => end(false));
        socket.once("error", () => end(false));
    });
}
