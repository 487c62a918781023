import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";

import { CertificateAuthority } from "../../../local/cluster/certificateAuthority";

describe("the certificate authority", () => {
    let authority: CertificateAuthority;

    before(async () => {
        authority = await CertificateAuthority.create("test-ca");
    });

    it("issues certificates that it signed itself, with their keys", async () => {
        const { certificate, key } = await authority.issue({
            commonName: "system:node:one",
            organization: "system:nodes",
        });
        const [own, issued] = [
            new X509Certificate(authority.certificate),
            new X509Certificate(certificate),
        ];
        assert.ok(own.ca);
        assert.ok(!issued.ca);
        assert.ok(issued.verify(own.publicKey));
        assert.ok(issued.checkPrivateKey(createPrivateKey(key)));
        assert.equal(issued.subject, "O=system:nodes\nCN=system:node:one");
    });

    it("names the hosts and addresses under which a certificate serves", async () => {
        const { certificate } = await authority.issue({
            commonName: "kube-apiserver",
            names: ["127.0.0.1", "kubernetes.default.svc"],
        });
        const issued = new X509Certificate(certificate);
        assert.equal(issued.checkIP("127.0.0.1"), "127.0.0.1");
        assert.equal(issued.checkIP("127.0.0.2"), undefined);
        assert.equal(issued.checkHost("kubernetes.default.svc"), "kubernetes.default.svc");
        assert.equal(issued.checkHost("elsewhere.example"), undefined);
    });

    it("is not taken for another authority of the same name", async () => {
        const other = await CertificateAuthority.create("test-ca");
        const { certificate } = await other.issue({ commonName: "admin" });
        const { publicKey } = new X509Certificate(authority.certificate);
        assert.ok(!new X509Certificate(certificate).verify(publicKey));
    });
});
