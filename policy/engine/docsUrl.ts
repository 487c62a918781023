import { readFileSync } from "node:fs";
import { join } from "node:path";

import { packFolder } from "./environmentConfig";

/** What a package says about itself in its `package.json`. */
interface PackageManifest {
    readonly repository?: string | { readonly url?: string; readonly directory?: string };
    readonly homepage?: string;
}

const page = docsPage(
    JSON.parse(readFileSync(join(packFolder, "package.json"), "utf8")) as PackageManifest,
);

/** Where README.md has its section on a policy. */
export function docsUrl(policy: string): string {
    return `${page}#${policy}`;
}

/** The page that shows README.md: in the repository, where one is named that can be browsed, or else the homepage. */
export function docsPage({ repository, homepage = "" }: PackageManifest): string {
    const { url = "", directory = "" } =
        typeof repository === "string" ? { url: repository } : { ...repository };
    const address = browsable(url);
    const path = [directory, "README.md"].filter((part) => part !== "").join("/");
    return address === undefined ? homepage : `${address}/blob/HEAD/${path}`;
}

const hosts: { readonly [shorthand: string]: string } = {
    "": "github.com",
    "github:": "github.com",
    "gitlab:": "gitlab.com",
};

/** The address on the web of `git+https://host/owner/name.git`, `git@host:owner/name.git` or `github:owner/name`. */
function browsable(url: string): string | undefined {
    const short = /^(?<host>(github:|gitlab:)?)(?<path>[\w.-]+\/[\w.-]+)$/.exec(url)?.groups;
    const long =
        /^(?:git\+)?(?:https?|ssh|git):\/\/(?:[^@/]*@)?(?<host>[\w.-]+)(?::\d+)?\/(?<path>\S+?)(?:\.git)?\/?$/.exec(
            url,
        )?.groups ?? /^[\w-]+@(?<host>[\w.-]+):(?<path>\S+?)(?:\.git)?$/.exec(url)?.groups;
    if (short) {
        return `https://${hosts[short["host"] ?? ""]}/${short["path"]}`;
    }
    return long && `https://${long["host"]}/${long["path"]}`;
}
