import type { PodOptions } from "../kubernetes/pod/options";
import { podProblems } from "../kubernetes/pod/problems";
import type { Problem } from "../problems";
import type { BrokerSettings } from "./arguments";
import { certificatePod } from "./certificatePod";
import { imagePod, needsImageCheck } from "./imageCheck";
import { jobTemplate } from "./jobs";
import { dataVolume, nodePod } from "./nodePod";
import { ReconcilerTask, topologyPod } from "./topologyPod";

/** What is wrong with the options of a broker's pods. What its objects are called makes no difference. */
export function brokerPodProblems(
    name: string,
    settings: BrokerSettings,
    ofJobs: PodOptions | undefined,
): Problem[] {
    const node = nodePod(settings, {
        statefulSet: name,
        headlessService: name,
        serviceAccount: name,
        definitionsSecret: name,
        configMap: name,
        sizeConfigMap: name,
        cookieSecret: name,
    });
    const jobs = [
        topologyPod(ReconcilerTask.Apply, name, settings, {
            definitions: name,
            administrator: name,
            reconciler: name,
        }),
        ...(needsImageCheck(settings)
            ? [imagePod(name, settings, { administrator: name, reconciler: name })]
            : []),
        ...(settings.tls
            ? [certificatePod(name, settings.image, settings.tls, { host: name })]
            : []),
    ];
    const found = jobs.flatMap((pod) =>
        podProblems("jobPod", ofJobs, jobTemplate(name, settings, 0, pod)),
    );
    return [
        ...podProblems("pod", settings.pod, node, [dataVolume]),
        // What several Jobs object to is one problem.
        ...found.filter(
            ({ path, reason }, index) =>
                found.findIndex((one) => one.path === path && one.reason === reason) === index,
        ),
    ];
}
