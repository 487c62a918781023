import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Options } from "execa";
import { execa } from "execa";

import { projectDir } from "../../local/paths";
import type { ReferenceWorkload } from "../e2e/referenceProcesses";
import type { ApplicationTrial } from "./applicationTrial";

/** The programs of an example in Python, in a virtual environment of their own. */
export class PythonExample {
    private readonly sources: string;
    private readonly folder: string;

    constructor(
        private readonly trial: ApplicationTrial,
        name: string,
    ) {
        this.sources = join(projectDir, "examples", name);
        this.folder = mkdtempSync(join(tmpdir(), `queue-workloads-${name}-`));
    }

    public async install(): Promise<void> {
        await execa("python3", ["-m", "venv", this.folder]);
        const requirements = join(this.sources, "requirements.txt");
        await execa(join(this.folder, "bin/pip"), ["install", "--quiet", "-r", requirements]);
    }

    public start(
        program: string,
        args: string[],
        variables: { [name: string]: string },
        options: Options = {},
    ): ReferenceWorkload {
        return this.trial.run(
            join(this.folder, "bin", program),
            args,
            { PYTHONDONTWRITEBYTECODE: "1", ...variables },
            { cwd: this.sources, ...options },
        );
    }

    public remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}
