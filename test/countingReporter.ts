import Mocha from "mocha";

const { EVENT_HOOK_END, EVENT_RUN_END } = Mocha.Runner.constants;

/** Mocha's own report, with what setting up takes, and after it one line that machines can read: `N passed, N failed`. */
class CountingReporter extends Mocha.reporters.Spec {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        runner.on(EVENT_HOOK_END, ({ title, duration = 0 }: Mocha.Hook) => {
            if (duration >= 1000) {
                console.log(`    ${title} (${duration}ms)`);
            }
        });
        runner.once(EVENT_RUN_END, () => {
            console.log(`${this.stats.passes} passed, ${this.stats.failures} failed`);
        });
    }
}

// Mocha takes what the module itself is for the reporter.
export = CountingReporter;
