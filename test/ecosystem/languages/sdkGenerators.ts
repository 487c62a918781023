import type { GoTool } from "../../../local/toolchain/goTool";

/**
 * The newest generators that the Go module proxy serves: that of C# was in Pulumi itself until 3.215, that of Java
 * needs an older Pulumi. Current language hosts, which have them, cannot be built from Go modules.
 */
export const sdkGenerators = {
    dotnet: generator("dotnet", "3.215.0"),
    java: generator("java", "0.20.0"),
};

function generator(language: string, version: string): GoTool {
    const name = `generate-${language}-sdk`;
    return { name, version, module: `${language}-sdk`, package: `./${name}` };
}
