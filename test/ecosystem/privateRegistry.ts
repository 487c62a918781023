import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

import { firstNode } from "../../local/cluster/clusterNode";
import { inNamespace } from "../../local/cluster/namespaces";

const login = { username: "shop", password: "registry-password" };
const authorization = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;
const address = "127.0.0.1:5005";
const image = `${address}/private/consumer:1.0`;
const blobs = join(firstNode.paths.containerd, "io.containerd.content.v1.content/blobs");

/** A registry on the node that lets nobody in without a password. */
export interface PrivateRegistry {
    image: string;
    /** What a Secret of type `kubernetes.io/dockerconfigjson` holds. */
    dockerConfig: string;
    /** How often a manifest was handed out. */
    served: () => number;
    close: () => Promise<void>;
}

/** Serves an image that the node has, under a name that nobody has pulled yet. */
export async function startPrivateRegistry(of: string): Promise<PrivateRegistry> {
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-registry-"));
    const socket = join(folder, "socket");
    const manifests: string[] = [];
    const server = registry(await digestOf(of), (digest) => manifests.push(digest));
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    // The node has a network of its own, which only its own programs can listen in.
    const listener = execa(
        ...inNamespace("socat", [
            `TCP-LISTEN:${address.split(":")[1]},bind=127.0.0.1,fork,reuseaddr`,
            `UNIX-CONNECT:${socket}`,
        ]),
        { reject: false },
    );
    return {
        image,
        dockerConfig: JSON.stringify({ auths: { [address]: login } }),
        served: () => manifests.length,
        close: async () => {
            listener.kill();
            await listener;
            server.close();
            await ctr("images", "remove", image);
            rmSync(folder, { recursive: true });
        },
    };
}

async function digestOf(name: string): Promise<string> {
    const { stdout } = await ctr("images", "list", `name==${name}`);
    return /sha256:[0-9a-f]+/.exec(stdout)![0];
}

function ctr(...args: string[]) {
    return execa("ctr", [
        "--address",
        firstNode.containerd.socket,
        "--namespace",
        "k8s.io",
        ...args,
    ]);
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull */
function registry(manifest: string, handedOut: (digest: string) => void): Server {
    return createServer((request, response) => {
        if (request.headers.authorization !== authorization) {
            response.writeHead(401, { "WWW-Authenticate": 'Basic realm="private"' }).end();
            return;
        }
        const [, kind, reference] = /\/(manifests|blobs)\/([^/]+)$/.exec(request.url ?? "") ?? [];
        if (kind === undefined) {
            response.writeHead(200).end();
            return;
        }
        const isManifest = kind === "manifests";
        const digest = reference!.startsWith("sha256:") ? reference! : manifest;
        const content = readFileSync(join(blobs, digest.replace(":", "/")));
        if (isManifest) {
            handedOut(digest);
        }
        const type = isManifest
            ? "application/vnd.docker.distribution.manifest.v2+json"
            : "application/octet-stream";
        response
            .writeHead(200, {
                "Content-Type": type,
                "Content-Length": content.length,
                "Docker-Content-Digest": digest,
            })
            .end(request.method === "HEAD" ? undefined : content);
    });
}
