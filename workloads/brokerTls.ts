import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";

/** The files of a connection with TLS: what it trusts, and what it shows. */
export interface TlsFiles {
    certificateAuthorityFile?: string;
    clientCertificateFile?: string;
    clientKeyFile?: string;
}

/**
 * What a connection with TLS trusts, and what it shows. Node.js reads its further certificates when it starts, and
 * no more: this reads them for every connection, so that a broker's new CA, or a renewed certificate of the client,
 * needs no restart.
 */
export function brokerTls(
    encrypted: boolean,
    { certificateAuthorityFile, clientCertificateFile, clientKeyFile }: TlsFiles,
) {
    const files = [certificateAuthorityFile, clientCertificateFile, clientKeyFile];
    if (!encrypted || files.every((file) => file === undefined)) {
        return undefined;
    }
    return {
        get ca() {
            const own = text(certificateAuthorityFile);
            return own === undefined ? undefined : [...rootCertificates, own];
        },
        get cert() {
            return text(clientCertificateFile);
        },
        get key() {
            return text(clientKeyFile);
        },
    };
}

function text(file: string | undefined): string | undefined {
    return file === undefined ? undefined : readFileSync(file, "utf8");
}
