import { programImage } from "../../../local/images/program";
import { importImages } from "../../../local/importedImages";
import { buildGoTool } from "../../../local/toolchain/buildGoTool";
import type { GoTool } from "../../../local/toolchain/goTool";

/** Compiles a program, if it has not been, and has each node hold it as an image of this name. */
export async function importProgram(tool: GoTool, image: string): Promise<void> {
    const program = await buildGoTool(tool, console.log);
    await importImages([await programImage(program, image)], console.log);
}
