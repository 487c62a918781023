import { IpFamily } from "../kubernetes/service";

/** The file that tells Erlang to look names up as IPv6 addresses. https://www.rabbitmq.com/docs/networking#distribution-ipv6 */
export const internetConfiguration = "erl_inetrc";

/** What is in that file; nothing where IPv4 is spoken, which is Erlang's own choice. */
export function internetFiles(family: IpFamily): { [file: string]: string } {
    return family === IpFamily.IPv6 ? { [internetConfiguration]: "{inet6, true}.\n" } : {};
}

/** By which protocol nodes and their command line tools reach each other. */
export function internetFlags(family: IpFamily): string | undefined {
    return family === IpFamily.IPv6 ? "-proto_dist inet6_tcp" : undefined;
}
