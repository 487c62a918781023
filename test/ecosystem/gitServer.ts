import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { execa } from "execa";

/** A git host on this machine: Pulumi takes packages by HTTPS only. */
export interface GitServer {
    /** `HOST:PORT`. */
    host: string;
    /** The file that makes its certificate trusted, in the variable `SSL_CERT_FILE`. */
    certificate: string;
    close: () => void;
}

/** Serves every repository below a folder. */
export async function gitServer(folder: string): Promise<GitServer> {
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
    await execa("openssl", [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
        ...["-nodes", "-days", "1", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
        ...["-addext", "subjectAltName=DNS:localhost"],
    ]);
    const options = { key: readFileSync(key), cert: readFileSync(certificate) };
    const server = createServer(options, (request, response) => serve(folder, request, response));
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    const { port } = server.address() as AddressInfo;
    return { host: `localhost:${port}`, certificate, close: () => void server.close() };
}

/** Git's own program answers, in the manner of a CGI script. */
function serve(folder: string, request: IncomingMessage, response: ServerResponse): void {
    const { pathname, search } = new URL(request.url ?? "/", "https://localhost");
    const backend = spawn("git", ["http-backend"], {
        env: {
            ...process.env,
            GIT_PROJECT_ROOT: folder,
            GIT_HTTP_EXPORT_ALL: "1",
            PATH_INFO: pathname,
            QUERY_STRING: search.slice(1),
            REQUEST_METHOD: request.method,
            CONTENT_TYPE: request.headers["content-type"] ?? "",
            HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
            GIT_PROTOCOL: request.headers["git-protocol"] as string | undefined,
        },
        stdio: ["pipe", "pipe", "inherit"],
    });
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    backend.on("close", () => {
        const answer = Buffer.concat(chunks);
        const end = answer.indexOf("\r\n\r\n");
        for (const line of answer.subarray(0, end).toString().split("\r\n")) {
            const [name = "", value = ""] = line.split(": ");
            if (name === "Status") {
                response.statusCode = Number.parseInt(value);
            } else {
                response.setHeader(name, value);
            }
        }
        response.end(answer.subarray(end + 4));
    });
}
