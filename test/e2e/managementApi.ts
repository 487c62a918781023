import type { Login } from "./login";

/** Asks the management API that a local port leads to; the path goes on after `/api/`. */
export function managementRequest(
    port: number,
    { username, password }: Login,
    method: string,
    path: string,
    body?: object,
): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    return fetch(`http://127.0.0.1:${port}/api/${path}`, {
        method,
        headers: { authorization, "content-type": "application/json" },
        body: body && JSON.stringify(body),
    });
}
