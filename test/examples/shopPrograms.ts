import { readFileSync } from "node:fs";
import { join } from "node:path";

import { projectDir } from "../../local/paths";

/** The programs of the same shop, by their languages: the folder, and the file that says how to run it. */
export const shopPrograms = {
    TypeScript: { folder: "typescript", file: "index.ts" },
    Python: { folder: "python", file: "__main__.py" },
    Go: { folder: "go", file: "main.go" },
    YAML: { folder: "yaml", file: "Pulumi.yaml" },
};

export type ShopExample = (typeof shopPrograms)[keyof typeof shopPrograms];

/** The commands that an example names in the comment at its top, each as it stands there. */
export function namedCommands({ folder, file }: ShopExample): string[] {
    const text = readFileSync(join(projectDir, "examples", folder, file), "utf8");
    const comment = text.split(/^(?!#|\/\/)/m)[0]!;
    return [...comment.matchAll(/^(?:#|\/\/)(?: {3}|\t)(.+)$/gm)].map(([, command]) => command!);
}
