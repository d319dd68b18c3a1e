import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onServer } from '../../test/support/nodes.ts';

/** Ticks of `/proc` in a second. */
const HZ = 100;

interface Spent {
  readonly parent: number;
  /** Seconds of processor: its own, and of those that it has seen end. */
  readonly own: number;
  readonly ended: number;
}

function spentBy(pid: number): Spent | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = (a: number, b: number) => (Number(fields[a]) + Number(fields[b])) / HZ;
    return { parent: Number(fields[1]), own: ticks(11, 12), ended: ticks(13, 14) };
  } catch {
    // It has ended since it was listed.
    return null;
  }
}

/** The postmaster of a server on this machine, asked as its superuser. */
export async function postmasterOf(url: string): Promise<number> {
  const dir = await onServer(
    url,
    async (client) => (await client.query(`select current_setting('data_directory') as dir`)).rows[0].dir,
  );
  return Number(readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Seconds of processor that servers have used since they were started, with all their processes. */
export function processorOf(postmasters: readonly number[]): number {
  let sum = 0;
  for (const pid of postmasters) {
    const server = spentBy(pid)!;
    sum += server.own + server.ended;
    for (const name of readdirSync('/proc')) {
      const one = /^\d+$/.test(name) ? spentBy(Number(name)) : null;
      if (one?.parent === pid) sum += one.own;
    }
  }
  return sum;
}
