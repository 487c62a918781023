import type { Operation, StepMetadata } from "./engineEvent";

/** What happens to a resource, for a reader. */
export type Action =
    "create" | "update" | "replace" | "delete" | "forget" | "import" | "read" | "discard";

/** Each of a replacement's steps is a part of `replace`. */
const actions: { [operation in Exclude<Operation, "same" | "refresh">]: Action } = {
    create: "create",
    update: "update",
    delete: "delete",
    replace: "replace",
    "create-replacement": "replace",
    "delete-replaced": "replace",
    read: "read",
    "read-replacement": "read",
    discard: "discard",
    "discard-replaced": "discard",
    "remove-pending-replace": "delete",
    import: "import",
    "import-replacement": "import",
};

/** Nothing happens to what stays the same, and a refresh only looks. What is retained when it is deleted is forgotten. */
export function actionOf({ op, old }: Pick<StepMetadata, "op" | "old">): Action | undefined {
    const action = op === "same" || op === "refresh" ? undefined : actions[op];
    return action === "delete" && old?.retainOnDelete ? "forget" : action;
}
