import type { ConnectionOptions } from "rabbitmq-client";
import { Connection } from "rabbitmq-client";

import { portForward } from "./portForward";

/** Why a client does not get into broker `rabbitmq` of a namespace; empty when it does. */
export async function connectionError(
    namespace: string,
    servicePort: number,
    options: ConnectionOptions,
): Promise<string> {
    const forward = await portForward(namespace, "service/rabbitmq", servicePort);
    const { port } = forward;
    const connection = new Connection({ hostname: "127.0.0.1", port, ...options });
    try {
        return await new Promise<string>((resolve) => {
            connection.on("error", (error: Error) => resolve(String(error)));
            connection.on("connection", () => resolve(""));
        });
    } finally {
        await connection.close();
        await forward.close();
    }
}
