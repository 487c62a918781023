import type * as pulumi from "@pulumi/pulumi";

import type { BrokerAccess } from "../connection/brokerAccess";
import { amqp, management } from "./clientProtocols";
import type { BrokerContext } from "./context";
import { portOf } from "./ports";
import { certificateAuthority } from "./tls";

/** What others have to know of a broker to declare something on it. */
export function describeAccess(
    { name, settings }: BrokerContext,
    host: pulumi.Output<string>,
    login: Pick<BrokerAccess, "namespace" | "administratorSecretName">,
): BrokerAccess {
    const { image, tls } = settings;
    return {
        host,
        port: portOf(amqp, settings).number,
        managementPort: portOf(management, settings).number,
        ...(tls && { tls: true, certificateAuthority: certificateAuthority(tls) }),
        ...(tls?.clientCertificates && { clientCertificates: true }),
        ...login,
        image,
        broker: name,
    };
}
