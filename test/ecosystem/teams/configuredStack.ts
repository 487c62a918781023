import assert from "node:assert/strict";
import { join } from "node:path";

import { projectDir } from "../../../local/paths";
import type { StackConfiguration } from "../../e2e/stack";
import { Stack } from "../../e2e/stack";

/** A stack of a program in this folder, with the configuration that it is to have next. */
export class ConfiguredStack {
    private readonly stack: Stack;

    constructor(
        name: string,
        program: string,
        public readonly configuration: { [key: string]: unknown },
    ) {
        this.stack = new Stack(name, join(projectDir, "test/ecosystem/teams", program));
    }

    public initialise(): Promise<void> {
        return this.stack.initialise();
    }

    public async up(changes: object = {}): Promise<void> {
        Object.assign(this.configuration, changes);
        const { exitCode, all } = await this.stack.up(this.configuration as StackConfiguration);
        assert.equal(exitCode, 0, all);
    }

    public async destroy(): Promise<void> {
        const { exitCode, all } = await this.stack.destroy(
            this.configuration as StackConfiguration,
        );
        assert.equal(exitCode, 0, all);
    }

    public close(): void {
        this.stack.close();
    }
}
