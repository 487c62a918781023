/** The page that shows the README of the published package, which has a section for each policy. */
const page = "https://www.npmjs.com/package/queue-workloads-policy";

export function docsUrl(policy: string): string {
    return `${page}#${policy}`;
}
