import Mocha from "mocha";

/** Mocha's own report, and after it one line that machines can read: `N passed, N failed`. */
class CountingReporter extends Mocha.reporters.Spec {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
            console.log(`${this.stats.passes} passed, ${this.stats.failures} failed`);
        });
    }
}

// Mocha takes what the module itself is for the reporter.
export = CountingReporter;
