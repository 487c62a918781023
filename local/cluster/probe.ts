import { execa } from "execa";

import { firstNode } from "./clusterNode";
import { systemPath } from "./debianPackages";
import { inNamespace } from "./namespaces";

interface Target {
    port: number;
    path: string;
    tls?: { certificate: string; key: string } | true;
}

/** Asks a health endpoint inside a node's network: undefined when it answers 200. */
export async function probe(target: Target, node = firstNode): Promise<string | undefined> {
    const address = `127.0.0.1:${target.port}`;
    const { stdout, stderr } = await execa(
        ...inNamespace("socat", ["-t3", "-", socatAddress(target)], node),
        {
            env: { PATH: systemPath },
            input: `GET ${target.path} HTTP/1.0\r\nHost: localhost\r\n\r\n`,
            timeout: 4000,
            reject: false,
        },
    );
    const status = /^HTTP\/1\.\d (\d+)/.exec(stdout)?.[1];
    if (status === "200") {
        return undefined;
    }
    const answer = status === undefined ? stderr.split("\n").at(-1) || "no answer" : status;
    return `${address}${target.path} gives: ${answer}`;
}

function socatAddress({ port, tls }: Target): string {
    if (tls === undefined) {
        return `TCP:127.0.0.1:${port}`;
    }
    const options = tls === true ? "" : `,cert=${tls.certificate},key=${tls.key}`;
    return `OPENSSL:127.0.0.1:${port},verify=0${options}`;
}
