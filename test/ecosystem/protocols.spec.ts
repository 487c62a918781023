import assert from "node:assert/strict";

import { CertificateAuthority } from "../../local/cluster/certificateAuthority";
import {
    certificateOf,
    configuration,
    encrypted,
    host,
    putCertificate,
    stack,
} from "../e2e/encryptedBroker";
import { kubectl } from "../e2e/kubernetes";
import { describeProtocols } from "./describeProtocols";
import { describeStreams } from "./describeStreams";

describe("a broker that speaks every protocol over TLS", () => {
    before(async () => {
        await kubectl("create", "namespace", encrypted);
        await putCertificate(await certificateOf(await CertificateAuthority.create("CA")));
        await stack.initialise();
        const { exitCode, all } = await stack.up(configuration());
        assert.equal(exitCode, 0, all);
    });
    after(async () => {
        await stack.destroy(configuration());
        await kubectl("delete", "namespace", encrypted, "--wait=true");
        stack.close();
    });

    describeProtocols({ namespace: encrypted, host });
    describeStreams({ namespace: encrypted, host });
});
