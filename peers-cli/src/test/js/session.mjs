// An agent session made of the official MCP client: it starts the server given as its arguments and
// does what it is told, one JSON object a line.
//
//   in:  {"id": 1, "method": "tools/list"}
//        {"id": 2, "method": "tools/call", "params": {"name": "list_peers", "arguments": {}}}
//   out: {"event": "connected", ...}, then {"event": "answer", "id": 1, "result": {...}},
//        {"event": "failure", "id": 2, "code": -32602, "message": "..."} and, whenever the server
//        says something unasked, {"event": "notification", "method": "...", "params": {...}}
//
// At the end of its input it closes the session as the client does and reports how long that took.
// The server is its own child, so this process is the agent that peers sees.

import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const [command, ...args] = process.argv.slice(2);

function say(event, fields) {
  process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
}

const transport = new StdioClientTransport({ command, args, env: process.env, stderr: 'inherit' });
const client = new Client({ name: 'sdk-session', version: '1.0.0' });
client.fallbackNotificationHandler = async ({ method, params }) => {
  say('notification', { method, params });
};
client.onerror = (error) => say('fault', { message: error.message });

const requests = {
  'tools/list': () => client.listTools(),
  'tools/call': (params) => client.callTool(params),
  'prompts/list': () => client.listPrompts(),
  'prompts/get': (params) => client.getPrompt(params),
  ping: () => client.ping(),
};

async function answer({ id, method, params }) {
  try {
    say('answer', { id, result: await requests[method](params) });
  } catch (error) {
    say('failure', { id, code: error.code, message: error.message });
  }
}

await client.connect(transport);
say('connected', {
  pid: transport.pid,
  server: client.getServerVersion(),
  capabilities: client.getServerCapabilities(),
  instructions: client.getInstructions(),
});

const inFlight = new Set();
for await (const line of createInterface({ input: process.stdin })) {
  const task = answer(JSON.parse(line)).finally(() => inFlight.delete(task));
  inFlight.add(task);
}
await Promise.all(inFlight);

const before = performance.now();
await client.close();
say('closed', { millis: Math.round(performance.now() - before) });
