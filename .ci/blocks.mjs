// Validates Slack messages against a JSON Schema made from the types that Slack
// publishes for its SDK, and against documented limits that types cannot express.
//
//   node .ci/blocks.mjs DIRECTORY    with one file a message: {parent, thread}
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(process.env.NODE_PATH + "/");
const { createGenerator } = require("ts-json-schema-generator");
const Ajv = require("ajv").default;

const types = join(dirname(require.resolve("@slack/types/package.json")), "dist", "index.d.ts");
const schema = createGenerator({ path: types, type: "KnownBlock", skipTypeCheck: true, additionalProperties: false }).createSchema("KnownBlock");
// Documented, and not in the types: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block/
schema.definitions.RichTextList.properties.offset = { type: "number" };
const valid = new Ajv({ strict: false, allErrors: false }).compile(schema);

// A block that the published types do not have yet is checked against the limits
// only. The last line names it, so that we notice when they have it.
const known = JSON.stringify(schema);
const unknown = new Set();
let blocks = 0, posts = 0;

function check(file, post) {
  posts++;
  assert.ok(post.text.length > 0 && [...post.text].length <= 40_000, `${file}: the text`);
  assert.ok(post.blocks.length >= 1 && post.blocks.length <= 50, `${file}: ${post.blocks.length} blocks`);
  assert.ok(JSON.stringify(post.blocks).length <= 13_200, `${file}: the message is too large`);
  assert.ok(post.blocks.filter((b) => b.type === "data_visualization").length <= 2, `${file}: more than two charts`);
  for (const block of post.blocks) {
    blocks++;
    if (!known.includes(`"${block.type}"`)) { unknown.add(block.type); chart(file, block); continue; }
    if (!valid(block)) assert.fail(`${file}: ${JSON.stringify(valid.errors.slice(0, 3))} in ${JSON.stringify(block).slice(0, 400)}`);
    if (block.type === "header") assert.ok([...block.text.text].length <= 150, `${file}: a header`);
    if (block.type === "section") assert.ok([...(block.text?.text ?? "")].length <= 3000 && (block.fields ?? []).length <= 10, `${file}: a section`);
    if (block.type === "context") assert.ok(block.elements.length <= 10, `${file}: a context`);
  }
}

// https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block/
function chart(file, block) {
  assert.equal(block.type, "data_visualization", file);
  const { series, axis_config: axis } = block.chart;
  assert.ok([...block.title].length <= 50 && series.length >= 1 && series.length <= 6, `${file}: a chart`);
  assert.ok(axis.categories.length >= 1 && axis.categories.length <= 20, `${file}: a chart's categories`);
  assert.equal(new Set(series.map((s) => s.name)).size, series.length, `${file}: two series of one name`);
  for (const s of series) {
    assert.ok([...s.name].length <= 20, `${file}: a series' name`);
    assert.deepEqual(s.data.map((d) => d.label), axis.categories, `${file}: a series' points`);
  }
}

for (const name of readdirSync(process.argv[2])) {
  const message = JSON.parse(readFileSync(join(process.argv[2], name), "utf8"));
  for (const post of [message.parent, ...(message.thread ?? [])]) check(name, post);
}
assert.ok(posts > 300, `only ${posts} posts`);
console.log(`${posts} posts of ${blocks} blocks match Slack's types${unknown.size ? `; not in these types yet: ${[...unknown].join(", ")}` : ""}`);
