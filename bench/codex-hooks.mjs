// Prints what Codex's app server says of the trust of each hook: node codex-hooks.mjs CODEX [trust]
// With `trust` it first trusts them all, as a user does in /hooks.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const [codex, trust] = process.argv.slice(2);
const server = spawn(codex, ["app-server"], { stdio: ["pipe", "pipe", "ignore"] });
const answers = new Map();
createInterface({ input: server.stdout }).on("line", (line) => {
  const message = JSON.parse(line);
  answers.get(message.id)?.(message);
});
let id = 0;
const ask = (method, params) =>
  new Promise((resolve, reject) => {
    id += 1;
    answers.set(id, (message) => (message.error ? reject(new Error(message.error.message)) : resolve(message.result)));
    server.stdin.write(`${JSON.stringify({ id, method, params })}\n`);
  });
const hooks = async () => (await ask("hooks/list", { cwds: [process.cwd()] })).data[0].hooks;

await ask("initialize", { clientInfo: { name: "peers", title: "peers", version: "1" } });
server.stdin.write('{"method":"initialized"}\n');
if (trust) {
  const value = Object.fromEntries((await hooks()).map((hook) => [hook.key, { trusted_hash: hook.currentHash }]));
  await ask("config/batchWrite", { edits: [{ keyPath: "hooks.state", value, mergeStrategy: "upsert" }] });
}
console.log((await hooks()).map((hook) => hook.trustStatus).join(" "));
server.stdin.end();
