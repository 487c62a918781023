const { existsSync } = require("node:fs");

// `npm run ecosystem -- FILE` runs that file and no other.
const named = process.argv
    .slice(2)
    .some((argument) => argument.endsWith(".ts") && existsSync(argument));

module.exports = {
    require: ["ts-node/register"],
    spec: named ? [] : ["test/ecosystem/**/*.spec.ts"],
    reporter: "./test/ecosystem/writingReporter.ts",
    timeout: 600000,
    // A test that failed may leave a connection open, which would keep the process.
    exit: true,
    forbidOnly: true,
};
