import type { Recording } from "../harness";

/** `PARENT$TYPE::NAME` of everything registered: what users' states know our resources by. */
export function identities({ resources }: Recording): string[] {
    return resources
        .map(({ type, name, parent }) => `${parent ? `${parent.type}$` : ""}${type}::${name}`)
        .sort();
}
