/* global document */
// Looks at every page of the built site in Chromium, on a phone's and on a desktop's width: none may scroll sideways, each
// picture has to be drawn, and nothing may fail. With a folder as argument, screenshots of some pages go there.
// Chromium is that of CHROMIUM or PATH: nothing is downloaded.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";
import { serve } from "vitepress";

const port = 4179;
const sizes = [
    { name: "phone", width: 390, height: 844 },
    { name: "desktop", width: 1440, height: 900 },
];
const shown = [
    "index",
    "architecture",
    "comparison",
    "policy/index",
    "reference/RabbitMqBroker",
    "symptoms",
];
const [folder] = process.argv.slice(2);

function browserPath() {
    const names = ["chromium", "google-chrome", "chromium-browser"];
    const find = `command -v ${names.join(" || command -v ")}`;
    return process.env.CHROMIUM ?? execFileSync("sh", ["-c", find], { encoding: "utf8" }).trim();
}

const pages = readdirSync("dist", { recursive: true })
    .filter((file) => file.endsWith(".html") && file !== "404.html")
    .map((file) => file.replace(/\.html$/, ""));

const profile = mkdtempSync(join(tmpdir(), "site-"));
await serve({ root: ".", port });
const browser = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath(),
    chromiumSandbox: false,
    args: [
        ...["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
        ...["--disable-background-networking", "--disable-component-update"],
    ],
});
const problems = [];
const tab = await browser.newPage();
tab.on("pageerror", (error) => problems.push(`${tab.url()}: ${error.message}`));
tab.on("response", (response) => {
    if (response.status() >= 400) {
        problems.push(`${tab.url()}: ${response.status()} ${response.url()}`);
    }
});
for (const page of pages) {
    const address = `http://localhost:${port}${process.env.SITE_BASE ?? ""}/${page.replace(/(^|\/)index$/, "$1")}`;
    await tab.goto(address, { timeout: 60_000 });
    const isDrawn = () =>
        document.querySelectorAll(".picture").length ===
        document.querySelectorAll(".picture svg").length;
    await tab
        .waitForFunction(isDrawn, undefined, { timeout: 60_000 })
        .catch(() => problems.push(`${page}: a picture is not drawn`));
    for (const { name, ...viewport } of sizes) {
        await tab.setViewportSize(viewport);
        const wide = await tab.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (wide > 0) {
            problems.push(`${page}: ${wide} pixels too wide on a ${name}`);
        }
        for (const colorScheme of folder !== undefined && shown.includes(page)
            ? ["light", "dark"]
            : []) {
            await tab.emulateMedia({ colorScheme });
            await tab.waitForTimeout(1500);
            await tab.screenshot({
                path: join(folder, `${page.replace("/", "-")}-${name}-${colorScheme}.png`),
            });
        }
    }
}
await browser.close();
rmSync(profile, { recursive: true });
console.log(problems.length === 0 ? `${pages.length} pages fit` : problems.join("\n"));
process.exit(problems.length === 0 ? 0 : 1);
