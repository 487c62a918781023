import {
    anything,
    dictionary,
    fields,
    flag,
    integer,
    integerOrText,
    list,
    numberOrText,
    text,
    type TypeOf,
} from "../schema";
import { labelSelector, objectMeta, texts } from "./meta";

const containerPort = fields({
    name: text,
    containerPort: integer,
    hostPort: integer,
    protocol: text,
});
export type ContainerPort = TypeOf<typeof containerPort>;

const envVar = fields({ name: text, value: text, valueFrom: dictionary(anything) });

const probeAction = fields({
    httpGet: fields({
        port: integerOrText,
        host: text,
        path: text,
        scheme: text,
        httpHeaders: list(fields({ name: text, value: text })),
    }),
    tcpSocket: fields({ port: integerOrText, host: text }),
    grpc: fields({ port: integer, service: text }),
    exec: fields({ command: texts }),
});
export type ProbeAction = TypeOf<typeof probeAction>;

const securityContext = fields({
    privileged: flag,
    allowPrivilegeEscalation: flag,
    capabilities: fields({ add: texts, drop: texts }),
    runAsNonRoot: flag,
    runAsUser: integer,
    seccompProfile: fields({ type: text }),
    procMount: text,
    readOnlyRootFilesystem: flag,
    seLinuxOptions: fields({ type: text, user: text, role: text }),
    appArmorProfile: fields({ type: text }),
    windowsOptions: fields({ hostProcess: flag }),
    sysctls: list(fields({ name: text, value: text })),
});
export type SecurityContext = TypeOf<typeof securityContext>;

export const resources = fields({
    requests: dictionary(numberOrText),
    limits: dictionary(numberOrText),
});
export type Resources = TypeOf<typeof resources>;

export const container = fields({
    name: text,
    image: text,
    command: texts,
    args: texts,
    ports: list(containerPort),
    env: list(envVar),
    resources,
    securityContext,
    livenessProbe: probeAction,
    readinessProbe: probeAction,
    startupProbe: probeAction,
    lifecycle: fields({ postStart: probeAction, preStop: probeAction }),
    restartPolicy: text,
    /** What Tekton and Argo Workflows run in place of a command. */
    script: text,
    source: text,
});
export type Container = TypeOf<typeof container>;

const podAffinityTerm = fields({ topologyKey: text, labelSelector });

export const affinity = fields({
    podAntiAffinity: fields({
        requiredDuringSchedulingIgnoredDuringExecution: list(podAffinityTerm),
        preferredDuringSchedulingIgnoredDuringExecution: list(fields({ podAffinityTerm })),
    }),
});

/** The fields of a pod, which stand beside others where a pod has no `spec` of its own. */
export const podFields = {
    containers: list(container),
    initContainers: list(container),
    ephemeralContainers: list(container),
    volumes: list(dictionary(anything)),
    restartPolicy: text,
    /** For the containers together, instead of one by one. */
    resources,
    hostNetwork: flag,
    hostPID: flag,
    hostIPC: flag,
    securityContext,
    serviceAccountName: text,
    automountServiceAccountToken: flag,
    os: fields({ name: text }),
    affinity,
    topologySpreadConstraints: list(fields({ topologyKey: text, labelSelector, maxSkew: integer })),
};
const podSpec = fields(podFields);
export type PodSpec = TypeOf<typeof podSpec>;

export const podTemplate = fields({ metadata: objectMeta, spec: podSpec });
export type PodTemplate = TypeOf<typeof podTemplate>;
