import type * as k8s from "@pulumi/kubernetes/types/input";

import type { AmqpConnection } from "../connection/amqpConnection";
import { fromConnection } from "../connection/amqpConnection";
import { whenKnown } from "../kubernetes/knownLater";
import type { ComponentLabel } from "../kubernetes/labels";
import { clientOfLabel, selectorLabels } from "../kubernetes/labels";
import type { MainContainer, PodTemplate } from "../kubernetes/pod/template";
import { withPodOptions } from "../kubernetes/pod/template";
import { limits } from "../kubernetes/resources";
import {
    restrictedContainerSecurity,
    restrictedPodSecurity,
} from "../kubernetes/restrictedSecurity";
import type { WorkloadSettings } from "./arguments";
import type { AutoscalingSettings } from "./autoscaling";
import { certificateAuthorityMounts, certificateAuthorityVolumes } from "./certificateAuthority";
import { clientCertificateMounts, clientCertificateVolumes } from "./clientCertificate";
import { environment } from "./environment";

/** What one kind of workload adds to what all have in common. */
export interface WorkloadKind {
    component: ComponentLabel;
    /** The variables that tell the container what to do. */
    variables: (connection: AmqpConnection) => { [name: string]: string };
    /** How long a pod may take to finish what it has begun. */
    gracePeriodSeconds: number;
    /** By which queue the number of pods goes, and between which limits. */
    autoscaling?: AutoscalingSettings;
    /** Annotations of the Deployment. */
    annotations?: { [name: string]: string };
}

/** The variable that tells a container after how long it is killed once it was told to stop. */
const graceVariable = "TERMINATION_GRACE_PERIOD_SECONDS";

export function podTemplate(
    name: string,
    settings: WorkloadSettings,
    kind: WorkloadKind,
): k8s.core.v1.PodTemplateSpec {
    return withPodOptions(workloadPod(name, settings, kind), settings.pod);
}

/** The pod of a workload, before what was asked for besides. */
export function workloadPod(
    name: string,
    settings: WorkloadSettings,
    kind: WorkloadKind,
): PodTemplate {
    const labels = fromConnection(settings.connection, ({ broker }) => ({
        ...selectorLabels(name, kind.component),
        ...(broker && { [clientOfLabel]: broker }),
    }));
    return {
        metadata: { labels },
        spec: {
            // A run that is tried again gets a new pod: the log of the one that failed stays.
            ...((settings.schedule ?? settings.runOnce) && { restartPolicy: "Never" }),
            serviceAccountName: name,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            terminationGracePeriodSeconds: kind.gracePeriodSeconds,
            securityContext: restrictedPodSecurity(settings.runAsUser),
            topologySpreadConstraints: [
                {
                    maxSkew: 1,
                    topologyKey: "kubernetes.io/hostname",
                    whenUnsatisfiable: "ScheduleAnyway",
                    labelSelector: { matchLabels: selectorLabels(name, kind.component) },
                },
            ],
            containers: [container(settings, kind)],
            volumes: fromConnection(settings.connection, (connection) => [
                { name: "tmp", emptyDir: {} },
                ...certificateAuthorityVolumes(connection),
                ...clientCertificateVolumes(connection),
            ]),
        },
    };
}

function container(settings: WorkloadSettings, kind: WorkloadKind): MainContainer {
    const memory = `${settings.memoryMiB}Mi`;
    return {
        name: kind.component,
        image: settings.image,
        env: whenKnown(settings.env, (env) =>
            fromConnection(settings.connection, (connection) =>
                environment(settings, env, connection, {
                    ...kind.variables(connection),
                    [graceVariable]: String(kind.gracePeriodSeconds),
                }),
            ),
        ),
        ports: settings.http && [{ name: "http", containerPort: settings.http.containerPort }],
        ...probes(settings),
        resources: {
            requests: { cpu: settings.cpu, memory },
            limits: limits(settings.cpuLimit, memory),
        },
        securityContext: restrictedContainerSecurity,
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: fromConnection(settings.connection, (connection) => [
            { name: "tmp", mountPath: "/tmp" },
            ...certificateAuthorityMounts(connection),
            ...clientCertificateMounts(connection),
        ]),
    };
}

/** A broker's outage must not restart the workload: only the liveness path decides about that. */
function probes({
    http,
}: WorkloadSettings): Pick<
    k8s.core.v1.Container,
    "startupProbe" | "livenessProbe" | "readinessProbe"
> {
    return http === undefined
        ? {}
        : {
              // The other two wait for it: who starts slowly has five minutes, and is found dead as fast as others later.
              startupProbe: {
                  httpGet: { path: http.livenessPath, port: "http" },
                  periodSeconds: 2,
                  timeoutSeconds: 5,
                  failureThreshold: 150,
              },
              livenessProbe: {
                  httpGet: { path: http.livenessPath, port: "http" },
                  periodSeconds: 10,
                  timeoutSeconds: 5,
                  failureThreshold: 6,
              },
              readinessProbe: {
                  httpGet: { path: http.readinessPath, port: "http" },
                  periodSeconds: 5,
                  timeoutSeconds: 5,
              },
          };
}
