import { execa } from "execa";

import { clusterUp } from "./cluster/cluster";
import { ensurePrerequisites } from "./cluster/prerequisites";
import { compilePackages } from "./compilePackages";
import { localEnvironment } from "./environment";
import { rabbitmqImage } from "./images/rabbitmq";
import { workloadImages } from "./images/workload";
import { importImages } from "./importedImages";
import type { Report } from "./report";
import type { Step } from "./steps";
import { toolchainIsBuilt } from "./toolchain/builtTools";
import type { Toolchain } from "./toolchain/toolchain";
import { toolchain } from "./toolchain/toolchain";

/** Everything that a stack needs on this machine: tools, a cluster that has the images, compiled packages. */
export class LocalWorld {
    private found: Toolchain | undefined;

    /** How many nodes the cluster is to have; as many as before where nobody says. */
    constructor(private readonly nodes?: number) {}

    get tools(): Toolchain {
        if (this.found === undefined) {
            throw new Error("the toolchain is not there yet");
        }
        return this.found;
    }

    get environment(): NodeJS.ProcessEnv {
        return localEnvironment(this.tools);
    }

    /** Each step does nothing where there is nothing to do. */
    steps(): Step[] {
        return [
            {
                title: "check the machine and install Debian packages",
                run: (report) => ensurePrerequisites({ build: !toolchainIsBuilt() }, report),
            },
            {
                title: "get the toolchain and the RabbitMQ image",
                // One waits for the network while the other compiles.
                run: async (report) => {
                    await Promise.all([this.getTools(report), rabbitmqImage(report)]);
                },
                keepsOutput: true,
            },
            { title: "compile the packages", run: compilePackages },
            {
                title: "bring up the cluster",
                run: (report) => clusterUp(this.tools, report, this.nodes),
            },
            { title: "build and import the images", run: (report) => this.getImages(report) },
        ];
    }

    async getTools(report: Report): Promise<void> {
        this.found = await toolchain(report);
    }

    private async getImages(report: Report): Promise<void> {
        const images = [await rabbitmqImage(report), ...(await workloadImages(report))];
        const changed = await importImages(images, report);
        for (const reference of changed) {
            await this.restartPodsOf(reference, report);
        }
    }

    /** A changed image under the same name: no stack differs, but its pods run the former one. */
    private async restartPodsOf(reference: string, report: Report): Promise<void> {
        const component = /\/(producer|consumer):/.exec(reference)?.[1];
        if (component === undefined) {
            return;
        }
        report(`restarting the pods of ${reference}`);
        const label = `app.kubernetes.io/component=${component}`;
        const args = ["delete", "pods", "--all-namespaces", "--selector", label, "--wait=false"];
        await execa("kubectl", args, { env: this.environment, extendEnv: false });
    }
}
