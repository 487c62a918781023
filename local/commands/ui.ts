import { execa } from "execa";
import pc from "picocolors";

import { dependentProcess } from "../dependentProcess";
import { interruption } from "../interruption";
import { localStack } from "../localStack";
import { LocalWorld } from "../localWorld";

const managementPort = 15672;
const { namespace } = localStack;

/** Forwards RabbitMQ's management page to this machine, until Ctrl-C. */
export async function ui(): Promise<void> {
    const world = new LocalWorld();
    await world.getTools(() => undefined);
    const target = ["--namespace", namespace, "service/rabbitmq"];
    const args = ["port-forward", "--address", "127.0.0.1", ...target, `${managementPort}`];
    const forward = execa(...dependentProcess("TERM", "kubectl", args), {
        env: world.environment,
        extendEnv: false,
        stdio: ["ignore", "pipe", "inherit"],
        cancelSignal: interruption,
        reject: false,
    });
    for await (const line of forward) {
        if (line.startsWith("Forwarding from")) {
            console.log(howToLogIn());
        }
    }
    const result = await forward;
    if (!result.isCanceled) {
        process.exitCode = result.exitCode ?? 1;
    }
}

function howToLogIn(): string {
    const read = "npm run --silent local -- kubectl get secret --namespace";
    const secret = `$(npm run --silent local -- pulumi stack output administratorSecret --stack local)`;
    const value = (key: string) =>
        `${read} ${namespace} "${secret}" -o go-template='{{.data.${key} | base64decode}}'`;
    return [
        `RabbitMQ's management page: ${pc.bold(`http://127.0.0.1:${managementPort}`)}   (Ctrl-C ends it)`,
        `user name:  ${value("username")}`,
        `password:   ${value("password")}`,
    ].join("\n");
}
