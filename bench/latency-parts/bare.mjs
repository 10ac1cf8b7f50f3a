// What the machine itself needs: measured in the same run, as a figure alone says little on a machine
// that does other things as well.

import { spawn } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const LINE = `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'x', params: 'y'.repeat(200) })}\n`;
const ECHO =
  "require('net').createServer((s)=>s.pipe(s)).listen(process.argv[1],()=>console.log('ready'))";

async function pingPong(input, output, count) {
  const lines = createInterface({ input: output });
  let came;
  lines.on('line', () => came(performance.now()));
  const times = [];
  for (let n = 0; n < count; n += 1) {
    const back = new Promise((resolve) => (came = resolve));
    const before = performance.now();
    input.write(LINE);
    times.push((await back) - before);
  }
  lines.close();
  return times;
}

async function throughPipes(count) {
  const child = spawn('cat', { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    return await pingPong(child.stdin, child.stdout, count);
  } finally {
    child.kill();
  }
}

async function throughSocket(folder, count) {
  const path = join(folder, `echo-${process.hrtime.bigint()}`);
  const child = spawn(process.execPath, ['-e', ECHO, path], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const socket = net.connect(path);
    await new Promise((resolve) => socket.once('connect', resolve));
    const times = await pingPong(socket, socket, count);
    socket.destroy();
    return times;
  } finally {
    child.kill();
  }
}

function flushes(folder, count) {
  const file = openSync(join(folder, 'flush'), 'w');
  const times = [];
  for (let n = 0; n < count; n += 1) {
    const before = performance.now();
    writeSync(file, LINE);
    fdatasyncSync(file);
    times.push(performance.now() - before);
  }
  closeSync(file);
  return times;
}

/** The times of `count` ping-pongs and flushes, in milliseconds. */
export async function bareTimes(folder, count) {
  return {
    pipe: await throughPipes(count),
    socket: await throughSocket(folder, count),
    disk: flushes(folder, count),
  };
}
