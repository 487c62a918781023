export { renderComment, type CommentOptions } from "./comment";
export { readPreview } from "./readPreview";
export { renderSarif, type SarifOptions } from "./sarif";
export type { StackPreview } from "./stackPreview";
export { exitCode, statusOf, type Status } from "./verdict";
