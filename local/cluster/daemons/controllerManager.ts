import { ports } from "../addresses";
import { authorityFile, serviceAccountKeyFile } from "../certificates";
import type { Daemon } from "../daemon";
import { controlLoop } from "./controlLoop";

export function controllerManager(kubernetes: string): Daemon {
    return controlLoop(kubernetes, {
        name: "controller-manager",
        port: ports.controllerManager,
        memory: 200,
        args: [
            `--root-ca-file=${authorityFile}`,
            `--service-account-private-key-file=${serviceAccountKeyFile}`,
            "--use-service-account-credentials",
        ],
    });
}
