import { execa } from "execa";

export interface KubectlProxy {
    /** Where the API server answers without credentials: on this machine alone. */
    address: string;
    close: () => Promise<void>;
}

export async function kubectlProxy(): Promise<KubectlProxy> {
    const child = execa("kubectl", ["proxy", "--address=127.0.0.1", "--port=0"], { reject: false });
    const address = await new Promise<string>((resolve, reject) => {
        child.stdout.on("data", (text: Buffer) => {
            const match = /127\.0\.0\.1:\d+/.exec(text.toString());
            if (match) {
                resolve(match[0]);
            }
        });
        void child.then(({ stderr }) => reject(new Error(`kubectl proxy ended: ${stderr}`)));
    });
    return {
        address,
        close: async () => {
            child.kill();
            await child;
        },
    };
}
