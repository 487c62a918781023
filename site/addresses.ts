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

/**
 * Where a link of a page leads on the site: to another page, or to a file of the repository, which the site does not
 * have. Nothing where that file can only be seen in a repository that nobody named.
 */
export function siteLink(
    page: string,
    link: string,
    pages: string[],
    repository: string | undefined,
): string | undefined {
    if (/^([a-z]+:|#)/.test(link)) {
        return link;
    }
    const [path = "", anchor] = link.split("#");
    const target = decodeURI(new URL(path, `file:///${page}`).pathname.slice(1)).replace(/\/$/, "");
    const suffix = anchor === undefined ? "" : `#${anchor}`;
    const readme = [target, `${target}/README.md`].find((one) => pages.includes(one));
    return readme !== undefined
        ? `/${addressOf(readme)}${suffix}`
        : repository && `${repository}/blob/main/${target}${suffix}`;
}
