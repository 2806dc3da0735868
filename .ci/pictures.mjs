// Takes the pictures of the demo that Chromium draws: the page on a phone, a
// tablet and a desk, the email in light and dark, and Slack's messages.
//
//   node .ci/pictures.mjs DEMO MAIL.html OUT
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(process.env.NODE_PATH + "/");
const puppeteer = require("puppeteer-core");
const [demo, mail, out] = process.argv.slice(2);

const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"] });

async function picture(name, file, { width, height, dark = false, of = null }) {
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  await page.goto(pathToFileURL(file).href);
  const path = join(out, name);
  if (!of) {
    await page.screenshot({ path });
  } else {
    // The message of that place in the list, at most a screen of it.
    const box = await (await page.$$("article")).at(of).boundingBox();
    await page.screenshot({ path, clip: { ...box, height: Math.min(box.height, height) } });
  }
  await page.close();
}

const report = join(demo, "report.html");
await picture("html.png", report, { width: 1280, height: 1300 });
await picture("html-768.png", report, { width: 768, height: 1200 });
await picture("html-360.png", report, { width: 360, height: 1200 });
await picture("mail-light.png", mail, { width: 660, height: 1300 });
await picture("mail-dark.png", mail, { width: 660, height: 1300, dark: true });
const slack = join(demo, "slack.html"); // needs a font with emoji, such as fonts-noto-color-emoji
await picture("slack.png", slack, { width: 760, height: 1240 });
await picture("slack-alert.png", slack, { width: 760, height: 1000, of: 1 });
await picture("slack-report.png", slack, { width: 760, height: 1000, of: -1 });
await browser.close();
