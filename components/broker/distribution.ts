import { IpFamily } from "../kubernetes/service";
import type { BrokerSettings } from "./arguments";
import { tlsDirectory } from "./tlsConf";

/** Where configuration is that nodes read, each file by its name. */
export const configurationDirectory = "/etc/rabbitmq/conf.d";

/** The file that tells Erlang to look names up as IPv6 addresses. https://www.rabbitmq.com/docs/networking#distribution-ipv6 */
const internetConfiguration = "erl_inetrc";

/** The file that says by which certificate nodes know each other. https://www.rabbitmq.com/docs/clustering-ssl */
const internodeConfiguration = "internode_tls.config";

/** How nodes and their command line tools reach each other. */
type Distribution = Pick<BrokerSettings, "ipFamily" | "tls">;

/** The files that it takes; none for IPv4 without TLS, which is Erlang's own choice. */
export function distributionFiles({ ipFamily, tls }: Distribution): { [file: string]: string } {
    return {
        ...(ipFamily === IpFamily.IPv6 && { [internetConfiguration]: "{inet6, true}.\n" }),
        ...(tls?.internode && { [internodeConfiguration]: internodeOptions }),
    };
}

/** What nodes are told. */
export function nodeFlags(distribution: Distribution): string | undefined {
    const protocol = commandFlags(distribution);
    return distribution.ipFamily === IpFamily.IPv6
        ? `-kernel inetrc '${configurationDirectory}/${internetConfiguration}' ${protocol}`
        : protocol;
}

/** What the command line tools are told. */
export function commandFlags({ ipFamily, tls }: Distribution): string | undefined {
    const family = ipFamily === IpFamily.IPv6 ? "inet6" : "inet";
    if (tls?.internode) {
        const file = `${configurationDirectory}/${internodeConfiguration}`;
        return `-proto_dist ${family}_tls -ssl_dist_optfile ${file}`;
    }
    return ipFamily === IpFamily.IPv6 ? `-proto_dist ${family}_tcp` : undefined;
}

/** Whether a node is told to talk to others with TLS. */
export function talksTls(flags: string): boolean {
    return /-proto_dist inet6?_tls\b/.test(flags);
}

/** Each side shows the same certificate and looks at the other's; who connects goes by the name of the node as well. */
const internodeOptions = `
[
  {server, [
    {cacertfile, "${tlsDirectory}/ca.crt"},
    {certfile, "${tlsDirectory}/tls.crt"},
    {keyfile, "${tlsDirectory}/tls.key"},
    {versions, ['tlsv1.3', 'tlsv1.2']},
    {verify, verify_peer},
    {fail_if_no_peer_cert, true}
  ]},
  {client, [
    {cacertfile, "${tlsDirectory}/ca.crt"},
    {certfile, "${tlsDirectory}/tls.crt"},
    {keyfile, "${tlsDirectory}/tls.key"},
    {versions, ['tlsv1.3', 'tlsv1.2']},
    {verify, verify_peer},
    {customize_hostname_check, [{match_fun, public_key:pkix_verify_hostname_match_fun(https)}]}
  ]}
].
`.trimStart();
