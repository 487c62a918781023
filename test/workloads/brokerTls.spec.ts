import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";

import { brokerTls } from "../../workloads/brokerTls";

describe("brokerTls", () => {
    const directory = mkdtempSync(join(tmpdir(), "broker-tls-"));
    const certificateAuthorityFile = join(directory, "ca.crt");
    after(() => rmSync(directory, { recursive: true }));

    it("reads the file for every connection, so that a new CA is trusted without a restart", () => {
        writeFileSync(certificateAuthorityFile, "first CA");
        const options = brokerTls(true, { certificateAuthorityFile })!;
        assert.deepEqual({ ...options }.ca, [...rootCertificates, "first CA"]);
        writeFileSync(certificateAuthorityFile, "first CA and second CA");
        assert.deepEqual({ ...options }.ca, [...rootCertificates, "first CA and second CA"]);
    });

    it("shows the certificate of a client, renewed or not, to a broker that asks for one", () => {
        const [clientCertificateFile, clientKeyFile] = ["tls.crt", "tls.key"].map((name) =>
            join(directory, name),
        ) as [string, string];
        writeFileSync(clientKeyFile, "key");
        writeFileSync(clientCertificateFile, "first");
        const options = brokerTls(true, { clientCertificateFile, clientKeyFile })!;
        assert.deepEqual({ ...options }, { ca: undefined, cert: "first", key: "key" });
        writeFileSync(clientCertificateFile, "renewed");
        assert.equal({ ...options }.cert, "renewed");
    });

    it("is nothing for a connection without TLS, or without certificates of its own", () => {
        assert.equal(brokerTls(false, { certificateAuthorityFile }), undefined);
        assert.equal(brokerTls(true, {}), undefined);
    });
});
