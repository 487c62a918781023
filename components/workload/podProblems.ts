import { knownNow } from "../kubernetes/knownLater";
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
    const known = {
        ...settings,
        connection: knownNow(settings.connection) ?? anyConnection,
        env: knownNow(settings.env) ?? {},
    };
    return podProblems("pod", settings.pod, workloadPod(name, known, kind));
}
