const { existsSync } = require("node:fs");

// `mocha FILE` runs that file and no other: Mocha would add it to all that is named here.
const named = process.argv.slice(2).some((argument) => existsSync(argument));

module.exports = {
    require: ["ts-node/register"],
    spec: named ? [] : ["test/**/*.spec.ts"],
    ignore: named ? [] : ["test/e2e/**", "test/ecosystem/**", "test/start/**"],
    extension: ["spec.ts"],
    recursive: true,
    timeout: 20000,
    forbidOnly: true,
    reporter: "./test/countingReporter.ts",
};
