import type { Problem } from "../problems";
import { problem } from "../problems";
import type { ClientSettings, TopologySettings, VirtualHostSettings } from "./defaults";
import { replyExchange } from "./replies";

/** What is wrong with how a client asks and answers. */
export function replyProblems(
    path: string,
    name: string,
    client: ClientSettings,
    host: VirtualHostSettings,
    clients: TopologySettings["clients"],
): Problem[] {
    return [
        ...exchangeProblems(path, name, client, host),
        ...repliesToProblems(path, client, clients),
    ];
}

/** The exchange of its replies is made for the client. */
function exchangeProblems(
    path: string,
    client: string,
    { receivesReplies }: ClientSettings,
    { queues, exchanges }: VirtualHostSettings,
): Problem[] {
    const name = replyExchange(client);
    return receivesReplies && (Object.hasOwn(exchanges, name) || Object.hasOwn(queues, name))
        ? [
              problem(
                  `${path}.receivesReplies`,
                  name,
                  `no declared queue or exchange of the name ${name}`,
                  "The exchange for the client's replies has it: rename this one.",
              ),
          ]
        : [];
}

function repliesToProblems(
    path: string,
    { repliesTo, virtualHost }: ClientSettings,
    clients: TopologySettings["clients"],
): Problem[] {
    const answered = Object.entries(clients)
        .filter(([, other]) => other.receivesReplies && other.virtualHost === virtualHost)
        .map(([name]) => name);
    return repliesTo
        .filter((name) => !answered.includes(name))
        .map((name) =>
            problem(
                `${path}.repliesTo`,
                name,
                answered.length === 0
                    ? "nothing, because no client of this virtual host has receivesReplies"
                    : [...answered].sort().join(", "),
                "Set receivesReplies of that client, or correct the name.",
            ),
        );
}
