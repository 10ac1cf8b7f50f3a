// Starts a broker and a number of MCP servers, each below a stand-in agent, in a world of their own,
// and measures
//
// - start: from starting `peers mcp` until it answers `initialize`
// - push: from writing tools/call send_message to A's standard input until B's standard output shows
//   the channel push
// - idle: the processor time of all of them together while nothing happens (Linux)
// - memory: the proportional set size (Linux)
//
//   bench/latency [--sessions 20] [--messages 500] [--stored 0] [--idle 30] [--json]
//
// `--stored N` first puts N read messages into the database. It needs nothing but Node.js.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sessions: { type: 'string', default: '20' },
    messages: { type: 'string', default: '500' },
    stored: { type: 'string', default: '0' },
    idle: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
});
const [launcher] = positionals;
const world = mkdtempSync(join(tmpdir(), 'peers-bench'));
const socket = join(world, 'peers.sock');
const environment = {
  HOME: world,
  PATH: process.env.PATH,
  LANG: 'C.UTF-8',
  ...(process.env.JAVA_HOME && { JAVA_HOME: process.env.JAVA_HOME }),
  CLAUDE_PEERS_SOCKET: socket,
  CLAUDE_PEERS_DB: join(world, 'peers.db'),
  CLAUDE_PEERS_RATE: '1000000',
  CLAUDE_PEERS_VERIFIED_RATE: '1000000',
  CLAUDE_PEERS_REQUEST_RATE: '1000000000',
  CLAUDE_PEERS_LOOP_TURNS: '0',
};
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const keepAlive = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** An MCP session below a shell that plays its agent. */
class Session {
  #calls = new Map();
  #pushes = new Map();
  #ids = 0;

  constructor(number) {
    this.name = `session-${number}`;
  }

  async start() {
    const started = performance.now();
    this.agent = spawn(
      'sh',
      ['-c', '"$@"; exit $?', 'agent', launcher, 'mcp', '--client-type', 'claude-code'],
      { cwd: world, env: environment, stdio: ['pipe', 'pipe', 'inherit'] },
    );
    this.agent.once('exit', () => this.#endCalls());
    createInterface({ input: this.agent.stdout }).on('line', (line) => this.#hear(line));
    const { error } = await this.request('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'bench', version: '1' },
    });
    if (error) {
      throw new Error(`initialize: ${error.message}`);
    }
    const took = performance.now() - started;
    this.#say({ jsonrpc: '2.0', method: 'notifications/initialized' });
    await this.call('set_summary', { summary: this.name });
    return took;
  }

  request(method, params) {
    this.#ids += 1;
    const id = this.#ids;
    return new Promise((resolve) => {
      this.#calls.set(id, resolve);
      this.#say({ jsonrpc: '2.0', id, method, params });
    });
  }

  async call(name, parameters) {
    const { result, error } = await this.request('tools/call', { name, arguments: parameters });
    if (error || result.isError) {
      throw new Error(`${name}: ${error?.message ?? result.content[0].text}`);
    }
    return result.content[0].text;
  }

  /** When a push with this text came. */
  pushOf(text) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no push of ${text} in 10 s`)), 10_000);
      this.#pushes.set(text, (at) => {
        clearTimeout(timer);
        resolve(at);
      });
    });
  }

  processes() {
    const { pid } = this.agent;
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  }

  async end() {
    if (this.agent && this.agent.exitCode === null) {
      this.agent.stdin.end();
      await new Promise((resolve) => this.agent.once('exit', resolve));
    }
  }

  #endCalls() {
    this.#calls.forEach((resolve) => resolve({ error: { message: 'the server has ended' } }));
    this.#calls.clear();
  }

  #say(message) {
    this.agent.stdin.write(`${JSON.stringify(message)}\n`);
  }

  #hear(line) {
    const at = performance.now();
    const message = JSON.parse(line);
    if (message.method === 'notifications/claude/channel') {
      const text = [...this.#pushes.keys()].find((key) => message.params.content.includes(key));
      this.#pushes.get(text)?.(at);
      this.#pushes.delete(text);
    } else if (this.#calls.has(message.id)) {
      this.#calls.get(message.id)(message);
      this.#calls.delete(message.id);
    }
  }
}

function ask(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = { host: 'localhost', 'content-type': 'application/json' };
    const request = http.request(
      { socketPath: socket, agent: keepAlive, method, path, headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part) => (text += part));
        response.on('end', () => resolve(JSON.parse(text)));
      },
    );
    request.on('error', reject);
    request.end(body && JSON.stringify(body));
  });
}

/** A process that does nothing, below an agent that does nothing. */
function startSleeper() {
  const agent = spawn('sh', ['-c', 'sleep 3600 & echo $!; wait'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve) => {
    createInterface({ input: agent.stdout }).once('line', (line) => {
      resolve({ pid: Number(line), agent_pid: agent.pid });
    });
  });
}

/** Puts messages into the database, which a client of the old protocol has read. */
async function store(count) {
  const sleeper = await startSleeper();
  const { id } = await ask('POST', '/register', { ...sleeper, cwd: '/', client_type: 'codex' });
  for (let sent = 0; sent < count; sent += 500) {
    const batch = Array.from({ length: Math.min(500, count - sent) }, (_, i) =>
      ask('POST', '/send-message', { from_id: 'cli', to_id: id, text: `stored ${sent + i}` }),
    );
    const refused = (await Promise.all(batch)).find(({ ok }) => !ok);
    if (refused) {
      throw new Error(refused.error);
    }
    await ask('POST', '/poll-messages', { id });
  }
  await ask('POST', '/unregister', { id });
  process.kill(sleeper.pid);
}

async function measurePushes(sessions, ids, count) {
  const times = [];
  for (let n = 0; n < count; n += 1) {
    const length = sessions.length;
    const a = sessions[n % length];
    const b = sessions[(n + 1 + (n % (length - 1))) % length];
    const text = `probe ${n}.`;
    const push = b.pushOf(text);
    const before = performance.now();
    const sent = a.call('send_message', { to_id: ids.get(b.name), message: text });
    times.push((await push) - before);
    await sent;
    await b.call('check_messages', {});
  }
  return times;
}

/** The processor time of processes so far, in milliseconds. */
function processorTime(pids) {
  let nanos = 0;
  for (const pid of pids) {
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      nanos += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
    }
  }
  return nanos / 1e6;
}

function memory(pid) {
  const [, kib] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(kib) / 1024;
}

function spread(times) {
  const sorted = [...times].sort((x, y) => x - y);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return { n: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: sorted.at(-1) };
}

function show(result) {
  const row = (name, { n, p50, p90, p99, max }) =>
    `${name.padEnd(12)}${[p50, p90, p99, max].map((ms) => ms.toFixed(2).padStart(10)).join('')}${String(n).padStart(8)}`;
  const lines = [
    `${result.sessions} sessions, ${result.stored} messages stored, broker ${result.version}`,
    `${'ms'.padEnd(12)}${['p50', 'p90', 'p99', 'max', 'n'].map((h, i) => h.padStart(i < 4 ? 10 : 8)).join('')}`,
    row('start', result.start),
    row('push', result.push),
  ];
  if (result.idle) {
    lines.push(
      `idle: ${result.idle.millis.toFixed(0)} ms of processor time in ${result.idle.seconds} s`,
      `memory (PSS): broker ${result.memory.broker.toFixed(1)} MiB, MCP server ${result.memory.server.toFixed(1)} MiB on average`,
    );
  }
  return lines.join('\n');
}

async function measure(sessions) {
  const starts = [];
  for (const session of sessions) {
    starts.push(await session.start());
  }
  const stored = Number(options.stored);
  if (stored > 0) {
    await store(stored);
  }
  // A client is given a moment after its start before the first push.
  await pause(2);
  const peers = await ask('POST', '/list-peers', { scope: 'machine', cwd: '/' });
  const ids = new Map(peers.map(({ id, summary }) => [summary, id]));
  await measurePushes(sessions, ids, sessions.length * 2);
  const push = spread(await measurePushes(sessions, ids, Number(options.messages)));

  const { pid, version } = await ask('GET', '/health');
  const result = { sessions: sessions.length, stored, version, start: spread(starts), push };
  if (process.platform === 'linux') {
    const servers = sessions.flatMap((session) => session.processes());
    keepAlive.destroy();
    await pause(2);
    const before = processorTime([pid, ...servers]);
    await pause(Number(options.idle));
    result.idle = {
      seconds: Number(options.idle),
      millis: processorTime([pid, ...servers]) - before,
    };
    const total = servers.map(memory).reduce((sum, each) => sum + each, 0);
    result.memory = { broker: memory(pid), server: total / servers.length };
  }
  return result;
}

const sessions = Array.from({ length: Number(options.sessions) }, (_, i) => new Session(i));
try {
  const result = await measure(sessions);
  console.log(options.json ? JSON.stringify(result) : show(result));
} finally {
  await Promise.all(sessions.map((session) => session.end()));
  spawnSync(launcher, ['kill-broker'], { env: environment });
  rmSync(world, { recursive: true, force: true });
}
