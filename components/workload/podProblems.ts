import { plainConnection } from "../connection/amqpConnection";
import { podProblems } from "../kubernetes/pod/problems";
import type { Problem } from "../problems";
import type { WorkloadSettings } from "./arguments";
import { anyConnection } from "./connectionProblems";
import type { WorkloadKind } from "./pod";
import { workloadPod } from "./pod";

/** What is wrong with the options of a workload's pods. */
export function workloadPodProblems(
    name: string,
    settings: WorkloadSettings,
    kind: WorkloadKind,
): Problem[] {
    const connection = plainConnection(settings.connection) ?? anyConnection;
    return podProblems("pod", settings.pod, workloadPod(name, { ...settings, connection }, kind));
}
