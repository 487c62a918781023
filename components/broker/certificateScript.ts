import { caKey } from "./tls";
import { clientAuthorityDirectory, tlsDirectory } from "./tlsConf";

/** Looks whether the certificate is for the node that a variable names, and so for all nodes. */
function ofEachNode(variable: string, reached: string): string {
    return `openssl x509 -in tls.crt -noout -checkhost "$${variable}" | grep -q "does match" ||
    problem "the certificate of $SECRET_NAME is not for $${variable}, by which ${reached}. Issue it for *.\${${variable}#*.} as well."
`;
}

const nodeProblem = ofEachNode("NODE", "clients of streams reach it");
const peerProblem = ofEachNode("PEER", "nodes reach each other");

const clientAuthority = `${clientAuthorityDirectory}/${caKey}`;

const clientProblem = `openssl x509 -in ${clientAuthority} -noout 2> /dev/null || {
    echo "tls.clientCertificates.certificateAuthority: the Secret $CLIENT_CA is missing, or what is under its key is not a certificate in PEM form. Put the CAs there that sign the clients' certificates." >&2
    problems=1
}
`;

/** What is looked at besides the certificate itself. */
interface Further {
    /** Whether it is for the nodes as well. */
    ofNode: boolean;
    /** Whether it is for the nodes by the names that they have for each other. */
    ofPeer: boolean;
    /** Those of clients, where their CA is another. */
    ofClients: boolean;
}

/**
 * Looks at the broker's certificate the way its clients will, and says all that they would refuse. Run by
 * a Job before the nodes: those would start with a bad one, and nobody could reach them.
 */
export function certificateScript({ ofNode, ofPeer, ofClients }: Further): string {
    return `
cd ${tlsDirectory}
problems=0
problem() { echo "tls.secretName: $1" >&2; problems=1; }

${ofClients ? clientProblem : ""}for key in tls.crt tls.key; do
    [ -s "$key" ] || problem "the Secret $SECRET_NAME is missing, or has no $key. Make it of type kubernetes.io/tls, and add ca.crt."
done
[ -s ca.crt ] || problem "the Secret $CA_SECRET_NAME is missing, or has no ca.crt. Put there all that clients have to trust."
[ -s tls.crt ] && [ -s tls.key ] && [ -s ca.crt ] || exit 1

openssl x509 -in tls.crt -noout 2> /dev/null || { problem "tls.crt of $SECRET_NAME is not a certificate in PEM form."; exit 1; }
openssl x509 -in ca.crt -noout 2> /dev/null || { problem "ca.crt of $CA_SECRET_NAME is not a certificate in PEM form."; exit 1; }
[ "$(openssl x509 -in tls.crt -noout -pubkey)" = "$(openssl pkey -in tls.key -pubout 2> /dev/null)" ] ||
    problem "tls.key of $SECRET_NAME is not the key of its tls.crt. Take both from the same certificate."
openssl x509 -in tls.crt -noout -checkend 0 > /dev/null ||
    problem "the certificate of $SECRET_NAME has expired ($(openssl x509 -in tls.crt -noout -enddate)). Renew it."
openssl x509 -in tls.crt -noout -checkhost "$HOST" | grep -q "does match" ||
    problem "the certificate of $SECRET_NAME is not for $HOST, by which clients reach the broker. Issue it for that name."
${ofNode ? nodeProblem : ""}${ofPeer ? peerProblem : ""}openssl verify -no-CApath -no-CAstore -no_check_time -CAfile ca.crt -untrusted tls.crt tls.crt > /dev/null 2> /tmp/error ||
    problem "the certificate of $SECRET_NAME is not signed by what ca.crt of $CA_SECRET_NAME holds. Put the CA that signed it there."
[ "$problems" = 0 ] || exit 1
echo "the certificate is good for $HOST ($(openssl x509 -in tls.crt -noout -enddate))"
`.trim();
}
