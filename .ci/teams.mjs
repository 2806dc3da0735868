// Renders the cards for Teams with Microsoft's own renderer in Chromium, on a
// wide and a narrow screen, and takes pictures of them. The renderer has nothing
// to complain about, nothing that came from elsewhere becomes an element of the
// page, and no text of an ordinary card is wider than the card.
//
//   node .ci/teams.mjs CARDS OUT
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(process.env.NODE_PATH + "/");
const puppeteer = require("puppeteer-core");
const renderer = readFileSync(require.resolve("adaptivecards/dist/adaptivecards.js"), "utf8");
const [cards, out] = process.argv.slice(2);
const pictured = /^(report|alert|notice|watching)-[a-z]{2}$/;

const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
let checks = 0;
for (const file of readdirSync(cards).sort()) {
  const name = file.replace(".json", "");
  const text = readFileSync(join(cards, file), "utf8");
  assert.ok(Buffer.byteLength(text) <= 28 * 1024, `${name}: ${Buffer.byteLength(text)} bytes`);
  const message = JSON.parse(text);
  assert.equal(message.type, "message");
  for (const width of [320, 620]) {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 900 });
    page.on("dialog", (d) => assert.fail(`${name}: a dialog: ${d.message()}`));
    page.on("request", (r) => assert.ok(r.url().startsWith("about:"), `${name}: a request to ${r.url()}`));
    await page.setContent("<style>body{margin:0;font-family:sans-serif;overflow-wrap:anywhere}</style><div id=card></div>");
    await page.evaluate(renderer);
    const found = await page.evaluate((content) => {
      const card = new AdaptiveCards.AdaptiveCard();
      const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
      card.parse(content, context);
      document.getElementById("card").appendChild(card.render());
      const events = [];
      for (let i = 0; i < context.eventCount; i++) events.push(context.getEventAt(i).message);
      const links = [...document.querySelectorAll("a")].map((a) => a.href);
      return {
        events, invalid: card.validateProperties().validationEvents.map((e) => e.message), links,
        strangers: document.querySelectorAll("#card :is(script, img, iframe, b, i)").length,
        wide: document.documentElement.scrollWidth > innerWidth, shown: document.body.innerText.length,
      };
    }, message.attachments[0].content);
    assert.deepEqual({ events: found.events, invalid: found.invalid, strangers: found.strangers, wide: found.wide },
      { events: [], invalid: [], strangers: 0, wide: false }, `${name} at ${width}`);
    assert.ok(found.links.every((l) => l.startsWith("https://")), `${name}: ${found.links}`);
    assert.ok(found.shown > 50, `${name} shows nothing`);
    if (out && pictured.test(name)) await page.screenshot({ path: join(out, `${name}-${width}.png`), fullPage: true });
    await page.close();
    checks++;
  }
}
assert.ok(checks > 120, `only ${checks} cards`);
console.log(`${checks} renderings`);
await browser.close();
