import { spawnSync } from 'node:child_process';
import { sendSignal } from '../../src/db/embedded/processes.ts';

/**
 * To a postmaster and its children, as a frozen machine would freeze them.
 *
 * @returns all of them
 */
export function signalTree(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): number[] {
  // First, so that it starts no other one in between.
  sendSignal(pid, signal);
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const children = stdout
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([each]) => each!);
  for (const each of children) sendSignal(each, signal);
  return [pid, ...children];
}
