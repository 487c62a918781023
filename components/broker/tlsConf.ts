import type { ClientProtocol } from "./clientProtocols";
import { Peer } from "./clientProtocols";
import { spokenProtocols } from "./ports";
import type { ProtocolSettings } from "./protocols";
import type { TlsSettings } from "./tls";
import { caKey } from "./tls";

/** Where a node finds its certificate, and a Job what it has to trust. */
export const tlsDirectory = "/run/tls";

/** Where a node finds the CAs whose certificates it takes of clients, if they are not those of its own. */
export const clientAuthorityDirectory = "/run/client-ca";

/**
 * The lines of rabbitmq.conf for TLS: only its newer versions, and no plain port unless it was asked for.
 * https://www.rabbitmq.com/docs/ssl
 */
export function tlsConf(
    { plaintext, clientCertificates }: TlsSettings,
    protocols: ProtocolSettings,
): [string, string | number][] {
    return spokenProtocols({ protocols }).flatMap((protocol) => {
        const asked = protocol.peers.includes(Peer.Clients) ? clientCertificates : undefined;
        const authority = asked?.certificateAuthority ? clientAuthorityDirectory : tlsDirectory;
        const { options } = protocol.tls;
        return [
            ...(plaintext ? opened(protocol) : closed(protocol)),
            ...opened(protocol.tls),
            ...(options ? certificate(options, `${authority}/${caKey}`) : []),
            ...(options && asked ? verification(options) : []),
        ];
    });
}

function opened({ setting, number }: { setting: string; number: number }): [string, number][] {
    return [[setting, number]];
}

function closed({ closing }: ClientProtocol): [string, string][] {
    return closing === undefined ? [] : [[closing, "none"]];
}

function certificate(options: string, authorityFile: string): [string, string][] {
    return [
        [`${options}.cacertfile`, authorityFile],
        [`${options}.certfile`, `${tlsDirectory}/tls.crt`],
        [`${options}.keyfile`, `${tlsDirectory}/tls.key`],
        [`${options}.versions.1`, "tlsv1.3"],
        [`${options}.versions.2`, "tlsv1.2"],
    ];
}

/** https://www.rabbitmq.com/docs/ssl#peer-verification */
function verification(options: string): [string, string][] {
    return [
        [`${options}.verify`, "verify_peer"],
        [`${options}.fail_if_no_peer_cert`, "true"],
    ];
}

/**
 * Erlang keeps what it has read of a certificate's files, and looks whether they have changed only every
 * two minutes: here every ten seconds. https://www.erlang.org/doc/apps/ssl/ssl_app.html
 */
export const tlsRuntimeFlags = "-ssl ssl_pem_cache_clean 10000";
