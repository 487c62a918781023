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
        const options = brokerTls(true, certificateAuthorityFile)!;
        assert.deepEqual({ ...options }.ca, [...rootCertificates, "first CA"]);
        writeFileSync(certificateAuthorityFile, "first CA and second CA");
        assert.deepEqual({ ...options }.ca, [...rootCertificates, "first CA and second CA"]);
    });

    it("is nothing for a connection without TLS, or without certificates of its own", () => {
        assert.equal(brokerTls(false, certificateAuthorityFile), undefined);
        assert.equal(brokerTls(true, undefined), undefined);
    });
});
