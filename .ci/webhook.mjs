// A receiver of webhooks that verifies signatures with the Node library of
// Standard Webhooks. It prints its address, and answers 401 to what it refuses.
import { createServer } from "node:http";
import { createRequire } from "node:module";

const { Webhook } = createRequire(process.env.NODE_PATH + "/")("standardwebhooks");
const receiver = new Webhook(process.argv[2]);

createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (part) => (body += part)).on("end", () => {
    try {
      receiver.verify(body, request.headers);
      response.writeHead(202).end();
    } catch (error) {
      response.writeHead(401).end(String(error));
    }
  });
}).listen(0, "127.0.0.1", function () {
  console.log(`http://127.0.0.1:${this.address().port}/`);
});
