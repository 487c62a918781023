import type { Server, ServerResponse } from "node:http";
import { createServer } from "node:http";

import type { Registry } from "prom-client";

export interface Endpoints {
    /** Whether work can flow now; liveness does not ask, or a broker outage would restart every pod. */
    ready: () => boolean;
    registry: Registry;
}

/** Serves /healthz, /readyz and /metrics; resolves once it listens. */
export function startHttpServer(port: number, endpoints: Endpoints): Promise<Server> {
    const server = createServer((request, response) => {
        void answer(request.url ?? "/", response, endpoints);
    });
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, () => resolve(server));
    });
}

async function answer(url: string, response: ServerResponse, endpoints: Endpoints): Promise<void> {
    const plain = (status: number, text: string) =>
        response.writeHead(status, { "content-type": "text/plain" }).end(`${text}\n`);
    const [path = "/"] = url.split("?");
    switch (path) {
        case "/healthz":
            return void plain(200, "alive");
        case "/readyz":
            return void (endpoints.ready() ? plain(200, "ready") : plain(503, "not connected"));
        case "/metrics":
            response.setHeader("content-type", endpoints.registry.contentType);
            return void response.end(await endpoints.registry.metrics());
        default:
            return void plain(404, "not found");
    }
}
