import { z } from "zod";

import type {
    PodOptions,
    PodProbes,
    PodServiceAccount,
    ProbeNumbers,
} from "../components/kubernetes/pod/options";
import type { Shape } from "./schemaShape";
import { optionalNumber, optionalString, text } from "./schemaShape";

const probe = z
    .strictObject({
        initialDelaySeconds: optionalNumber,
        periodSeconds: optionalNumber,
        timeoutSeconds: optionalNumber,
        failureThreshold: optionalNumber,
    } satisfies Shape<ProbeNumbers>)
    .optional();

const probes = z.strictObject({
    startup: probe,
    readiness: probe,
    liveness: probe,
} satisfies Shape<PodProbes>);

const serviceAccount = z.strictObject({
    name: optionalString,
    annotations: z.record(z.string(), z.string()).optional(),
} satisfies Shape<PodServiceAccount>);

const texts = z.array(text).optional();
const map = z.record(z.string(), z.string()).optional();

/** An object of Kubernetes: what is in it, the components compare with the API's own schema. */
function kubernetesObject<T>() {
    return z.custom<T>((value) => typeof value === "object" && value !== null, {
        error: "Invalid input: expected an object of Kubernetes",
    });
}

function kubernetesList<T extends unknown[] | undefined>() {
    return z.array(kubernetesObject<NonNullable<T>[number]>()).optional();
}

export const pod = z
    .strictObject({
        labels: map,
        annotations: map,
        nodeSelector: map,
        tolerations: kubernetesList<PodOptions["tolerations"]>(),
        affinity: kubernetesObject<NonNullable<PodOptions["affinity"]>>().optional(),
        topologySpread: kubernetesList<PodOptions["topologySpread"]>(),
        priorityClassName: optionalString,
        imagePullSecrets: texts,
        serviceAccount: serviceAccount.optional(),
        securityContext: kubernetesObject<NonNullable<PodOptions["securityContext"]>>().optional(),
        containerSecurityContext:
            kubernetesObject<NonNullable<PodOptions["containerSecurityContext"]>>().optional(),
        volumes: kubernetesList<PodOptions["volumes"]>(),
        volumeMounts: kubernetesList<PodOptions["volumeMounts"]>(),
        env: kubernetesList<PodOptions["env"]>(),
        envFrom: kubernetesList<PodOptions["envFrom"]>(),
        initContainers: kubernetesList<PodOptions["initContainers"]>(),
        sidecars: kubernetesList<PodOptions["sidecars"]>(),
        probes: probes.optional(),
        command: texts,
        args: texts,
        hostAliases: kubernetesList<PodOptions["hostAliases"]>(),
        imagePullPolicy: optionalString,
        dnsPolicy: optionalString,
        dnsConfig: kubernetesObject<NonNullable<PodOptions["dnsConfig"]>>().optional(),
    } satisfies Shape<PodOptions>)
    .optional();
