import assert from "node:assert/strict";

import { slowIssuing } from "../../../components/broker/issuing";

describe("A certificate that does not come", () => {
    const certificate = (kind: string) => ({
        metadata: { name: "rabbitmq-tls", namespace: "shop" },
        spec: { issuerRef: { kind, name: "corporate" } },
    });

    it("is told with the issuer that it waits for, and what to do", () => {
        assert.equal(
            slowIssuing(certificate("Issuer")),
            "tls: cert-manager has not made the certificate rabbitmq-tls of shop yet. " +
                "Is there the Issuer corporate in shop, and does cert-manager run? " +
                "What it waits for is said by: kubectl describe certificaterequests -n shop. " +
                "Make the issuer, or correct tls.issuer: the update gives up after some minutes.",
        );
    });

    it("is told without a namespace for an issuer that has none", () => {
        assert.match(slowIssuing(certificate("ClusterIssuer")), /the ClusterIssuer corporate, and/);
    });
});
