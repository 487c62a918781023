import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";

/**
 * What a connection with TLS trusts. Node.js reads its further certificates when it starts, and no more:
 * this reads them for every connection, so that a broker's new CA needs no restart.
 */
export function brokerTls(encrypted: boolean, file: string | undefined) {
    if (!encrypted || file === undefined) {
        return undefined;
    }
    return {
        get ca() {
            return [...rootCertificates, readFileSync(file, "utf8")];
        },
    };
}
