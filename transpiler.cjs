// Translates TypeScript for ts-node with esbuild, in a tenth of the time that the TypeScript compiler takes.
// Nothing is kept from run to run: what runs is what the sources say. `npm run types` checks the types.
const { transformSync } = require("esbuild");

exports.create = () => ({
    transpile(source, { fileName }) {
        const { code, map } = transformSync(source, {
            loader: "ts",
            format: "cjs",
            target: "es2022",
            sourcefile: fileName,
            sourcemap: "external",
        });
        return { outputText: code, sourceMapText: map };
    },
});
