/** The address of a page on the site, as the file that it is made from: `docs/README.md` is the first one. */
export function addressOf(page: string): string {
    const names: { [page: string]: string } = {
        "docs/README.md": "index.md",
        "README.md": "project.md",
    };
    return (
        names[page] ??
        page
            .replace(/^docs\//, "")
            .replace(/\bREADME\.md$/, "index.md")
            .replace(/^([A-Z]+)\.md$/, (name) => name.toLowerCase())
    );
}

/** What links may lead to. */
export interface Targets {
    pages: string[];
    /** Whether the repository has a file or a folder of this path. */
    exists: (path: string) => boolean;
    /** Where the repository can be browsed, if anybody has said so. */
    repository?: string;
}

/**
 * Where a link of a page leads on the site: to another page, or to a file of the repository, which the site does not
 * have. Nothing where that file can only be seen in a repository that nobody named; throws where there is no such file.
 */
export function siteLink(
    page: string,
    link: string,
    { pages, exists, repository }: Targets,
): string | undefined {
    if (/^([a-z]+:|#)/.test(link)) {
        return link;
    }
    const [path = "", anchor] = link.split("#");
    const target = decodeURI(new URL(path, `file:///${page}`).pathname.slice(1)).replace(/\/$/, "");
    const suffix = anchor === undefined ? "" : `#${anchor}`;
    const other = [target, `${target}/README.md`].find((one) => pages.includes(one));
    if (other !== undefined) {
        return `/${addressOf(other)}${suffix}`;
    }
    if (!exists(target)) {
        throw new Error(`${page} links to ${link}, and there is no ${target}.`);
    }
    return repository && `${repository}/blob/main/${target}${suffix}`;
}
