import type * as pulumi from "@pulumi/pulumi";

import type { BrokerAccess } from "../connection/brokerAccess";
import { amqp, management } from "./clientProtocols";
import type { BrokerContext } from "./context";
import { portOf } from "./ports";
import type { BrokerSecrets } from "./secrets";
import { caKey } from "./tls";

/** What others have to know of a broker to declare something on it. */
export function describeAccess(
    { name, settings }: BrokerContext,
    host: pulumi.Output<string>,
    { administrator }: BrokerSecrets,
): BrokerAccess {
    const { namespace, image, tls } = settings;
    return {
        host,
        port: portOf(amqp, settings).number,
        managementPort: portOf(management, settings).number,
        ...(tls && { tls: true, certificateAuthority: { name: tls.secretName, key: caKey } }),
        namespace,
        administratorSecretName: administrator.metadata.name,
        image,
        broker: name,
    };
}
