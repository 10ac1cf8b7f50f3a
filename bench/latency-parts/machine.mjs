// What this machine is, and what processes take of it.

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statfsSync } from 'node:fs';
import os from 'node:os';

const FILE_SYSTEMS = {
  0xef53: 'ext4',
  0x01021994: 'tmpfs',
  0x9123683e: 'btrfs',
  0x58465342: 'xfs',
  0x794c7630: 'overlay',
};

function tryTo(get, otherwise) {
  try {
    return get();
  } catch {
    return otherwise;
  }
}

/** The load averages of the last minute, five and fifteen. */
export const load = () => os.loadavg().map((value) => Number(value.toFixed(2)));

/** Facts without which no figure means anything. */
export function facts(folder) {
  const java = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java';
  return {
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    processor: `${os.cpus().length} x ${os.cpus()[0]?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    disk: tryTo(() => {
      const { type } = statfsSync(folder);
      return FILE_SYSTEMS[type] ?? `0x${type.toString(16)}`;
    }, 'unknown'),
    java: tryTo(
      () => execFileSync(java, ['--version'], { encoding: 'utf8' }).split('\n')[0],
      'found by the launcher',
    ),
    node: process.version,
  };
}

/** The processor time of every thread so far, in milliseconds (Linux). */
function threadTimes(pids) {
  const times = new Map();
  for (const pid of pids) {
    for (const task of tryTo(() => readdirSync(`/proc/${pid}/task`), [])) {
      const stat = tryTo(() => readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8'), '0');
      times.set(`${pid}/${task}`, Number(stat.split(' ')[0]) / 1e6);
    }
  }
  return times;
}

/**
 * The processor time that processes take in so many seconds, in milliseconds (Linux). What the kernel
 * tells exactly it tells of living threads only, so it is asked every second.
 */
export async function processorTime(pids, seconds) {
  let used = 0;
  let before = threadTimes(pids);
  for (let second = 0; second < seconds; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const now = threadTimes(pids);
    now.forEach((time, thread) => (used += time - (before.get(thread) ?? 0)));
    before = now;
  }
  return used;
}

/** The proportional set size of a process in MiB (Linux). */
export function memory(pid) {
  const [, kib] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(kib) / 1024;
}
