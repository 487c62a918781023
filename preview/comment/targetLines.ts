import type { StackPreview } from "../changes/stackPreview";
import { codeSpan } from "./markdown";
import { urnLabel } from "./resourceLabel";

/** What a preview with `--target` looked at: what else would change is not in it. */
export function targetLines({ targets }: StackPreview): string[] {
    const named = targets.map((target) =>
        target.includes("*") ? codeSpan(target) : urnLabel(target),
    );
    return targets.length
        ? [
              `  - Only of ${named.join(", ")} (\`--target\`): what else would change is not in this preview.`,
          ]
        : [];
}
