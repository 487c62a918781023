export { renderComment, type CommentOptions } from "./comment/comment";
export { readPreview } from "./changes/readPreview";
export { renderSarif, type SarifOptions } from "./sarif/sarif";
export type { StackPreview } from "./changes/stackPreview";
export { exitCode, statusOf, type Status } from "./changes/verdict";
