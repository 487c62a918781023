export { readPreview } from "./changes/readPreview";
export type { StackPreview } from "./changes/stackPreview";
export { exitCode, type Status, statusOf } from "./changes/verdict";
export { type CommentOptions, renderComment } from "./comment/comment";
export { renderSarif, type SarifOptions } from "./sarif/sarif";
