import { execa } from "execa";

export interface PortForward {
    port: number;
    close: () => Promise<void>;
}

/** Reaches a port of a Service or pod on 127.0.0.1, through the API server. */
export async function portForward(
    namespace: string,
    target: string,
    port: number,
): Promise<PortForward> {
    const child = execa(
        "kubectl",
        ["port-forward", "-n", namespace, "--address", "127.0.0.1", target, `:${port}`],
        { reject: false },
    );
    const local = await new Promise<number>((resolve, reject) => {
        child.stdout.on("data", (text: Buffer) => {
            const match = /127\.0\.0\.1:(\d+)/.exec(text.toString());
            if (match) {
                resolve(Number(match[1]));
            }
        });
        void child.then(({ stderr }) => reject(new Error(`kubectl port-forward ended: ${stderr}`)));
    });
    return {
        port: local,
        close: async () => {
            child.kill();
            await child;
        },
    };
}
