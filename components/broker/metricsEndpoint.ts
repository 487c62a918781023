import type * as pulumi from "@pulumi/pulumi";

import type { MetricsEndpoint } from "../monitoring/monitoring";
import type { BrokerSettings } from "./arguments";
import { prometheus } from "./clientProtocols";
import { portOf } from "./ports";
import { certificateAuthority } from "./tls";

/** Prometheus asks each node by its address, which no certificate names: it goes by the Service's name. */
export function metricsEndpoint(
    settings: Pick<BrokerSettings, "tls">,
    host: pulumi.Output<string>,
): MetricsEndpoint {
    const { tls } = settings;
    return {
        port: portOf(prometheus, settings).name,
        ...(tls && {
            tls: {
                serverName: host,
                ca: certificateAuthority(tls),
                certificateSecret: tls.secretName,
            },
        }),
    };
}
