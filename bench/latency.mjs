// Measures how long mail takes from agent to agent and what idle sessions cost, with a broker and a
// number of MCP servers in a world of their own. See `usage` below, and docs/performance.md.

import { parseArgs } from 'node:util';
import { bareTimes } from './latency-parts/bare.mjs';
import { facts, load, memory, processorTime } from './latency-parts/machine.mjs';
import { round, show, spread } from './latency-parts/report.mjs';
import { World } from './latency-parts/world.mjs';

const usage = `usage: bench/latency [--sessions 20] [--messages 500] [--stored 100000] [--idle 30] [--json]

Half of the sessions are told of mail by channel push, half by their inbox socket.
  push    from tools/call send_message, written to A's standard input, until B's standard output
          shows the channel push
  nudge   the same until the line has come on B's inbox socket
  answer  the same until A's standard output shows the answer
  start   from starting \`peers mcp\` until it answers initialize
  idle    processor time of the broker and all MCP servers while nothing happens (Linux)
and, in the same run, what the machine itself needs:
  pipe    a line through the pipes of a child process and back
  socket  a line through a Unix socket to a child process and back
  disk    one write flushed to the disk where the database is
Everything is measured with an empty database and again with --stored messages in it (0: not again).
Nothing outside of a temporary folder is touched.`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sessions: { type: 'string', default: '20' },
    messages: { type: 'string', default: '500' },
    stored: { type: 'string', default: '100000' },
    idle: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const say = (text) => process.stderr.write(`${text}\n`);
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Sends between all pairs of sessions in turn, and times how the recipient is told. */
async function measureMail(world, count) {
  const times = { push: [], nudge: [], answer: [] };
  const { sessions } = world;
  for (let n = 0; n < count; n += 1) {
    const a = sessions[n % sessions.length];
    const b = sessions[(n + 1 + (n % (sessions.length - 1))) % sessions.length];
    const text = `probe ${n}.`;
    const told = b.told(text);
    const before = performance.now();
    const answered = a
      .call('send_message', { to_id: world.idOf(b), message: text })
      .then(() => performance.now() - before);
    times[b.inbox ? 'nudge' : 'push'].push((await told) - before);
    times.answer.push(await answered);
    // Reading arms the next wake; else it would be covered by this one.
    await b.call('check_messages', { limit: 1 });
  }
  return times;
}

async function measureIdle(world, seconds) {
  if (process.platform !== 'linux') {
    return undefined;
  }
  const { broker, servers } = await world.processes();
  await pause(2);
  const times = [processorTime([broker], seconds), processorTime(servers, seconds)];
  const [brokerMillis, serversMillis] = await Promise.all(times);
  return {
    seconds,
    broker_ms: round(brokerMillis),
    servers_ms: round(serversMillis),
    broker_mib: round(memory(broker)),
    server_mib: round(servers.map(memory).reduce((sum, each) => sum + each, 0) / servers.length),
  };
}

async function measurePhase(world, stored) {
  say(`${stored} messages stored: sending ...`);
  await measureMail(world, world.sessions.length * 4);
  const begun = load();
  const bare = await bareTimes(world.folder, 300);
  const mail = await measureMail(world, Number(options.messages));
  const again = await bareTimes(world.folder, 300);
  say(`${stored} messages stored: idle for ${options.idle} s ...`);
  const idle = await measureIdle(world, Number(options.idle));
  const spreads = {};
  for (const [name, times] of Object.entries(mail)) {
    spreads[name] = spread(times);
  }
  for (const name of Object.keys(bare)) {
    // Before and after, as the machine may have changed in between.
    spreads[name] = spread([...bare[name], ...again[name]]);
  }
  return { stored, load: [begun, load()], ...spreads, idle };
}

async function measure(world) {
  say('making the start-up caches ...');
  await world.warmUp();
  say(`starting ${options.sessions} sessions ...`);
  const starts = await world.start(Number(options.sessions));
  const phases = [await measurePhase(world, 0)];
  const stored = Number(options.stored);
  if (stored > 0) {
    say(`storing ${stored} messages ...`);
    await world.store(stored);
    phases.push(await measurePhase(world, stored));
  }
  return {
    version: await world.version(),
    machine: facts(world.folder),
    sessions: world.sessions.length,
    start: spread(starts),
    phases,
  };
}

if (options.help) {
  console.log(usage);
} else {
  const world = new World(positionals[0]);
  try {
    const result = await measure(world);
    console.log(options.json ? JSON.stringify(result) : show(result));
  } finally {
    await world.end();
  }
}
