// An MCP session below a shell that plays its agent.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { createInterface } from 'node:readline';

const PATIENCE = 30_000;

// The agent itself sets these: what it inherits would be taken for another agent's.
const AGENT = `
inbox=$1
shift
if [ -n "$inbox" ]; then
  export CLAUDE_CODE_MESSAGING_SOCKET="$inbox" CLAUDE_CODE_MESSAGING_TOKEN=token
fi
"$@"
exit $?`;

export class Session {
  #calls = new Map();
  #awaited = new Map();
  #ids = 0;

  /** @param inbox the path of its inbox socket; empty for a session that is told by channel push */
  constructor(name, inbox) {
    this.name = name;
    this.inbox = inbox;
  }

  /** Starts and makes it a peer; gives the milliseconds until `initialize` was answered. */
  async start(launcher, folder, environment) {
    if (this.inbox) {
      this.server = net.createServer((socket) => {
        createInterface({ input: socket }).on('line', (line) => this.#nudged(line));
      });
      await new Promise((resolve) => this.server.listen(this.inbox, resolve));
    }
    const started = performance.now();
    const command = [launcher, 'mcp', '--client-type', 'claude-code'];
    this.agent = spawn('sh', ['-c', AGENT, 'agent', this.inbox, ...command], {
      cwd: folder,
      env: environment,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.agent.once('exit', () => this.#endCalls());
    createInterface({ input: this.agent.stdout }).on('line', (line) => this.#hear(line));
    const { error } = await this.#request('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'bench', version: '1' },
    });
    if (error) {
      throw new Error(`initialize: ${error.message}`);
    }
    const took = performance.now() - started;
    this.#say({ jsonrpc: '2.0', method: 'notifications/initialized' });
    await this.#introduce();
    return took;
  }

  async call(name, parameters) {
    const { result, error } = await this.#request('tools/call', { name, arguments: parameters });
    if (error || result.isError) {
      throw new Error(`${name}: ${error?.message ?? result.content[0].text}`);
    }
    return result.content[0].text;
  }

  /** When the agent is told of a message with this text, which its inbox does not show. */
  told(text) {
    const key = this.inbox ? 'nudge' : text;
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`${this.name} was not told of ${text}`));
      const timer = setTimeout(late, PATIENCE);
      this.#awaited.set(key, (at) => {
        clearTimeout(timer);
        resolve(at);
      });
    });
  }

  /** The process ids of its MCP server (Linux). */
  processes() {
    const { pid } = this.agent;
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  }

  async end() {
    this.server?.close();
    if (this.agent && this.agent.exitCode === null) {
      this.agent.stdin.end();
      await new Promise((resolve) => this.agent.once('exit', resolve));
    }
  }

  /** On a busy machine the first session's broker may take longer than a call waits. */
  async #introduce() {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.call('set_summary', { summary: this.name });
        return;
      } catch (error) {
        if (attempt === 10) {
          throw error;
        }
      }
    }
  }

  #request(method, params) {
    this.#ids += 1;
    const id = this.#ids;
    return new Promise((resolve) => {
      this.#calls.set(id, resolve);
      this.#say({ jsonrpc: '2.0', id, method, params });
    });
  }

  #say(message) {
    this.agent.stdin.write(`${JSON.stringify(message)}\n`);
  }

  #hear(line) {
    const at = performance.now();
    const message = JSON.parse(line);
    if (message.method === 'notifications/claude/channel') {
      this.#came([...this.#awaited.keys()].find((key) => message.params.content.includes(key)), at);
    } else if (this.#calls.has(message.id)) {
      this.#calls.get(message.id)(message);
      this.#calls.delete(message.id);
    }
  }

  #nudged(line) {
    const at = performance.now();
    if (JSON.parse(line).type === 'user') {
      this.#came('nudge', at);
    }
  }

  #came(key, at) {
    this.#awaited.get(key)?.(at);
    this.#awaited.delete(key);
  }

  #endCalls() {
    this.#calls.forEach((resolve) => resolve({ error: { message: 'the server has ended' } }));
    this.#calls.clear();
  }
}
