// Figures for people.

export const round = (value) => Number(value.toFixed(2));

/** The middle, the upper end and the number of some times in milliseconds. */
export function spread(times) {
  const sorted = [...times].sort((x, y) => x - y);
  const at = (part) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]);
  return { n: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

function row(name, { n, p50, p90, p99, max }, note = '') {
  const cells = [p50, p90, p99, max].map((ms) => ms.toFixed(2).padStart(10)).join('');
  return `${name.padEnd(10)}${cells}${String(n).padStart(8)}  ${note}`.trimEnd();
}

const ratio = (one, other) => `${(one.p50 / other.p50).toFixed(1)} x`;

function phase({ stored, load, push, nudge, answer, pipe, socket, disk, idle }) {
  const lines = [
    '',
    `${stored} messages stored; load average ${load[0].join(' ')} before, ${load[1].join(' ')} after`,
    `${'ms'.padEnd(10)}${['p50', 'p90', 'p99', 'max'].map((h) => h.padStart(10)).join('')}${'n'.padStart(8)}`,
    row('push', push, `p50 is ${ratio(push, pipe)} pipe, ${ratio(push, socket)} socket`),
    row('nudge', nudge, `p50 is ${ratio(nudge, pipe)} pipe, ${ratio(nudge, socket)} socket`),
    row('answer', answer),
    row('pipe', pipe),
    row('socket', socket),
    row('disk', disk),
  ];
  if (idle) {
    const { seconds, broker_ms, servers_ms, broker_mib, server_mib } = idle;
    lines.push(
      `idle for ${seconds} s: ${broker_ms.toFixed(0)} ms of processor time for the broker, ${servers_ms.toFixed(0)} ms for all MCP servers`,
      `memory (PSS): broker ${broker_mib.toFixed(1)} MiB, MCP server ${server_mib.toFixed(1)} MiB on average`,
    );
  }
  return lines.join('\n');
}

export function show({ version, machine, sessions, start, phases }) {
  return [
    `peers ${version}, ${sessions} sessions`,
    ...Object.entries(machine).map(([name, value]) => `${name}: ${value}`),
    '',
    `start of an MCP server: p50 ${start.p50.toFixed(0)} ms, p99 ${start.p99.toFixed(0)} ms (n ${start.n})`,
    ...phases.map(phase),
    '',
    'push, nudge: from send_message on the standard input of A until B is told, by channel push or on its inbox',
    'socket; answer: until A has its answer. pipe, socket, disk: what the machine needs, in the same run, for one line',
    'to a child process and back through pipes or a Unix socket, and for one flush to the disk of the database.',
  ].join('\n');
}
