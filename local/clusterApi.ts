import { request, type RequestOptions } from "node:https";
import { text } from "node:stream/consumers";

import type { KubeConfig } from "@kubernetes/client-node";

import { kubeconfigPath } from "./paths";

const answerTimeout = 5_000;

/** Reads from the API server that a kubeconfig's current context names. */
export class ClusterApi {
    constructor(private readonly config: KubeConfig) {}

    /** The one of the local cluster, and of no other. */
    static async ofLocalCluster(): Promise<ClusterApi> {
        // Takes most of a second to load.
        const { KubeConfig } = await import("@kubernetes/client-node");
        const config = new KubeConfig();
        config.loadFromFile(kubeconfigPath);
        return new ClusterApi(config);
    }

    async get(path: string): Promise<string> {
        const options: RequestOptions = { timeout: answerTimeout };
        await this.config.applyToHTTPSOptions(options);
        const url = new URL(path, this.config.getCurrentCluster()?.server);
        return new Promise((resolve, reject) => {
            const call = request(url, options, (response) => {
                text(response).then((body) => {
                    if (response.statusCode === 200) {
                        resolve(body);
                    } else {
                        reject(new Error(`GET ${path}: ${response.statusCode} ${body}`));
                    }
                }, reject);
            });
            call.once("timeout", () => call.destroy(new Error(`GET ${path}: no answer`)));
            call.once("error", reject);
            call.end();
        });
    }
}
