// A temporary folder with a home, a socket and a database of its own, and what runs in it.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Session } from './session.mjs';

const BATCH = 500;
const CACHES_SECONDS = 180;
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

export class World {
  #launcher;
  #environment;
  #ids = new Map();
  #keepAlive = new http.Agent({ keepAlive: true, maxSockets: 64 });
  sessions = [];

  constructor(launcher) {
    this.folder = mkdtempSync(join(tmpdir(), 'peers-bench'));
    this.#launcher = launcher;
    this.#environment = {
      HOME: this.folder,
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      ...(process.env.JAVA_HOME && { JAVA_HOME: process.env.JAVA_HOME }),
      CLAUDE_PEERS_SOCKET: this.#path('peers.sock'),
      CLAUDE_PEERS_DB: this.#path('peers.db'),
      CLAUDE_PEERS_RATE: '1000000',
      CLAUDE_PEERS_VERIFIED_RATE: '1000000',
      CLAUDE_PEERS_VERIFIED_BURST: '1000000',
      CLAUDE_PEERS_REQUEST_RATE: '1000000000',
      CLAUDE_PEERS_STEADY_RATE: '1000000000',
      CLAUDE_PEERS_LOOP_TURNS: '0',
      CLAUDE_PEERS_MAX_UNREAD: '1000000',
    };
  }

  /** Has the caches made that every installation has after its first use; they take a while. */
  async warmUp() {
    const one = new Session('warm-up', '');
    await one.start(this.#launcher, this.folder, this.#environment);
    await one.end();
    this.#peers('kill-broker');
    const caches = this.#path('.cache/claude-peers');
    const made = () =>
      existsSync(caches) &&
      ['broker', 'mcp', 'cli'].every((kind) =>
        readdirSync(caches).some((name) => name.startsWith(kind) && name.endsWith('.aot')),
      );
    for (let waited = 0; !made(); waited += 1) {
      if (waited === CACHES_SECONDS) {
        process.stderr.write('no start-up caches were made: what follows is without them\n');
        return;
      }
      await pause(1);
    }
  }

  /** Starts sessions, every other one with an inbox; gives how many milliseconds each took. */
  async start(count) {
    const times = [];
    for (let n = 0; n < count; n += 1) {
      const session = new Session(`session-${n}`, n % 2 ? this.#path(`inbox-${n}`) : '');
      this.sessions.push(session);
      times.push(await session.start(this.#launcher, this.folder, this.#environment));
    }
    // A client is given a moment after its start before the first push.
    await pause(2);
    const peers = await this.#ask('POST', '/list-peers', { scope: 'machine', cwd: '/' });
    this.#ids = new Map(peers.map(({ id, summary }) => [summary, id]));
    return times;
  }

  idOf(session) {
    return this.#ids.get(session.name);
  }

  async version() {
    return (await this.#ask('GET', '/health')).version;
  }

  /** The process ids of the broker and of the MCP servers. No connection of ours stays open. */
  async processes() {
    const { pid } = await this.#ask('GET', '/health');
    this.#keepAlive.destroy();
    return { broker: pid, servers: this.sessions.flatMap((session) => session.processes()) };
  }

  /** Puts messages into the database, which a client of the old protocol has read. */
  async store(count) {
    const sleeper = await this.#sleeper();
    const { id } = await this.#ask('POST', '/register', {
      ...sleeper,
      cwd: '/',
      client_type: 'codex',
    });
    for (let sent = 0; sent < count; sent += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, count - sent) }, (_, i) =>
        this.#ask('POST', '/send-message', {
          from_id: 'cli',
          to_id: id,
          text: `stored ${sent + i}`,
        }),
      );
      const refused = (await Promise.all(batch)).find(({ ok }) => !ok);
      if (refused) {
        throw new Error(refused.error);
      }
      await this.#ask('POST', '/poll-messages', { id });
    }
    await this.#ask('POST', '/unregister', { id });
    process.kill(sleeper.pid);
  }

  async end() {
    this.#keepAlive.destroy();
    await Promise.all(this.sessions.map((session) => session.end()));
    this.#peers('kill-broker');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** A process that does nothing, below an agent that does nothing. */
  #sleeper() {
    const agent = spawn('sh', ['-c', 'sleep 3600 & echo $!; wait'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return new Promise((resolve) => {
      createInterface({ input: agent.stdout }).once('line', (line) => {
        resolve({ pid: Number(line), agent_pid: agent.pid });
      });
    });
  }

  #path(name) {
    return join(this.folder, name);
  }

  #peers(...command) {
    return spawnSync(this.#launcher, command, { env: this.#environment });
  }

  #ask(method, path, body) {
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          socketPath: this.#path('peers.sock'),
          agent: this.#keepAlive,
          method,
          path,
          headers: { host: 'localhost', 'content-type': 'application/json' },
        },
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
}
