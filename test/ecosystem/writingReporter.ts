import { join } from "node:path";

import Mocha from "mocha";

import { projectDir } from "../../local/paths";
import CountingReporter from "../countingReporter";
import { writesDocs, writeSection } from "../documentSection";

const document = join(projectDir, "docs", "ecosystem.md");
const introduction = `# What was seen beside other programs

Each section is a part of \`npm run ecosystem\`, on the throwaway cluster, and written by the run that it tells of:
\`QUEUE_WORKLOADS_WRITE_DOCS=1 npm run ecosystem -- FILE\`. Seconds include what is set up and taken down.
`;

/** Puts what a file of tests has proved into its section of docs/ecosystem.md, once all of it has passed. */
class WritingReporter extends CountingReporter {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        if (!writesDocs) {
            return;
        }
        let started = Date.now();
        runner.on(Mocha.Runner.constants.EVENT_SUITE_BEGIN, (suite: Mocha.Suite) => {
            started = suite.parent?.root ? Date.now() : started;
        });
        runner.on(Mocha.Runner.constants.EVENT_SUITE_END, (suite: Mocha.Suite) => {
            const seconds = Math.round((Date.now() - started) / 1000);
            const tests = suite.parent?.root ? testsOf(suite) : [];
            if (tests.length > 0 && tests.every((test) => test.isPassed())) {
                write(suite, tests, seconds);
            }
        });
    }
}

function testsOf(suite: Mocha.Suite): Mocha.Test[] {
    return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}

function write(suite: Mocha.Suite, tests: Mocha.Test[], seconds: number): void {
    const heading = suite.title.charAt(0).toUpperCase() + suite.title.slice(1);
    const file = suite.file!.slice(projectDir.length + 1);
    const day = new Date().toISOString().slice(0, 10);
    const proved = tests.map((test) => `- ${test.titlePath().slice(1).join(": ")}`);
    writeSection(document, {
        heading,
        body: `\`${file}\`, ${day}, ${seconds} s:\n\n${proved.join("\n")}`,
        introduction,
    });
}

// Mocha takes what the module itself is for the reporter.
export = WritingReporter;
