import { defaultVirtualHost } from "./defaults";

/** What the paths of all that is declared in a virtual host begin with: that of the default one has no name. */
export function virtualHostPath(virtualHost: string): string {
    return virtualHost === defaultVirtualHost ? "" : `virtualHosts.${virtualHost}.`;
}
