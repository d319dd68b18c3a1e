import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const hasProc = process.platform === 'linux';

interface ProcessStat {
  state: string;
  parent: number;
  started: string;
}

/**
 * When a process was started, as an opaque text to compare: a process id alone is reused, together with its
 * start it names one process. `undefined` when it is gone; a zombie counts as gone, since in a container
 * whose first process reaps nothing it stays listed for ever.
 */
export function startedAt(pid: number): string | undefined {
  const stat = hasProc ? statOf(pid) : psOf(pid);
  return stat && !/^[ZX]/.test(stat.state) ? stat.started : undefined;
}

/** The command line of a process, its words parted by spaces; empty when it is gone or hidden. */
export function commandLine(pid: number): string {
  try {
    return hasProc
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : ps('-ww', '-o', 'args=', '-p', `${pid}`);
  } catch {
    return '';
  }
}

/** Sends `signal`; false when there is no such process. Throws EPERM when it belongs to someone else. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Waits up to `ms` milliseconds for a process to be gone, and says whether it is. */
export async function waitUntilGone(pid: number, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (startedAt(pid) !== undefined) {
    if (performance.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}

/** `kill -9` of a postmaster and all its children, which are in process groups of their own. */
export function killTree(pid: number): void {
  // Stopped first: else it could start another child between the listing and the kill.
  if (!sendSignal(pid, 'SIGSTOP')) return;
  const children = childrenOf(pid);
  for (const each of [pid, ...children]) sendSignal(each, 'SIGKILL');
}

function childrenOf(pid: number): number[] {
  if (!hasProc) {
    const rows = ps('-A', '-o', 'pid=,ppid=').split('\n');
    return rows
      .map((row) => row.trim().split(/\s+/).map(Number))
      .flatMap(([child, parent]) => (parent === pid ? [child!] : []));
  }
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.filter((each) => statOf(each)?.parent === pid);
}

function statOf(pid: number): ProcessStat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in brackets, which may hold blanks and brackets itself.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, parent: Number(fields[1]), started: fields[19]! };
  } catch {
    return undefined;
  }
}

function psOf(pid: number): ProcessStat | undefined {
  try {
    const [, state, parent, started] = /^\s*(\S+)\s+(\d+)\s+(.+)$/.exec(
      ps('-o', 'stat=,ppid=,lstart=', '-p', `${pid}`),
    )!;
    return { state: state!, parent: Number(parent), started: started!.trim() };
  } catch {
    return undefined;
  }
}

function ps(...args: string[]): string {
  return execFileSync('ps', args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
