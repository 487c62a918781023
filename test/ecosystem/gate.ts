import type { AddressInfo, Server, Socket } from "node:net";
import { connect, createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";

import type { KeyedCertificate } from "../../local/cluster/certificateAuthority";

/** An address that clients have been told, with a broker behind it only while it is open. */
export class Gate {
    private server?: Server;
    private readonly sockets = new Set<Socket>();
    public port = 0;

    /** Draws the port, on which nobody listens yet. */
    public async prepare(): Promise<void> {
        await this.open(0);
        await this.close();
    }

    /** With a certificate it is to be reached with TLS. */
    public async open(target: number, shown?: KeyedCertificate): Promise<void> {
        await this.close();
        const lead = (client: Socket) => {
            const broker = connect(target, "127.0.0.1");
            for (const [one, other] of [
                [client, broker],
                [broker, client],
            ] as const) {
                this.sockets.add(one);
                one.pipe(other);
                one.on("error", () => other.destroy());
                one.on("close", () => other.destroy());
            }
        };
        const server = shown
            ? createTlsServer({ cert: shown.certificate, key: shown.key }, lead)
            : createServer(lead);
        this.server = server.listen(this.port, "127.0.0.1");
        await new Promise((done) => server.on("listening", done));
        this.port = (server.address() as AddressInfo).port;
    }

    public async close(): Promise<void> {
        const { server } = this;
        if (server === undefined) {
            return;
        }
        this.server = undefined;
        const closed = new Promise((done) => server.close(done));
        this.sockets.forEach((socket) => socket.destroy());
        this.sockets.clear();
        await closed;
    }
}
