import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "reconciler");

/** What the topology Job runs: an Erlang script and its modules, for which the broker's image has all that they need. */
export function reconcilerFiles(): { [file: string]: string } {
    const files = readdirSync(folder).sort();
    return Object.fromEntries(
        files.map((file) => [file, readFileSync(join(folder, file), "utf8")]),
    );
}
