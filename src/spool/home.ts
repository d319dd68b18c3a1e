import { randomBytes } from 'node:crypto';
import { readdir, rename, rmdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  codeOf,
  homesIn,
  makeFolder,
  readIfThere,
  segmentsIn,
  syncFolder,
  unlessGone,
  unlinkIfThere,
} from './files.ts';

/*
 * Each process has a folder of its own in the spool, its home, and says there every few seconds that it lives. What a
 * dead one left is claimed by moving it into one's own home: a move is one step, so that one claims it alone.
 * Somebody who is only believed to be dead (a frozen process) finds its segment gone before it acknowledges
 * what it wrote there (see writer.ts), and writes it anew.
 */

const ALIVE = 'alive';
const BEAT = 5_000;
/** Who has said nothing for so long is dead, in milliseconds. */
const SILENCE = 60_000;

export function createHome(root: string) {
  const id = randomBytes(6).toString('hex');
  const path = join(root, id);
  let timer: NodeJS.Timeout | undefined;

  const say = () =>
    writeFile(join(path, ALIVE), JSON.stringify({ host: hostname(), pid: process.pid }), { mode: 0o600 });

  async function ensure(): Promise<void> {
    await makeFolder(path);
    await say();
    await syncFolder(root);
    timer ??= setInterval(() => say().catch(() => {}), BEAT).unref();
  }

  return {
    id,
    path,
    ensure,

    /**
     * Moves segments of others here.
     *
     * @param everybody also of those who live
     * @returns names of the segments
     */
    async claim(everybody: boolean): Promise<string[]> {
      const moved: string[] = [];
      for (const other of await homesIn(root)) {
        if (other === path || !(everybody || (await isDead(other)))) continue;
        const names = await segmentsIn(other);
        if (names.length > 0) await ensure();
        for (const name of names) if (await move(join(other, name), join(path, name))) moved.push(name);
        if (await isDead(other)) await clear(other);
      }
      if (moved.length > 0) await syncFolder(path);
      return moved;
    },

    /** Says no more that it lives; what is still here is for the next one. */
    async leave(): Promise<void> {
      clearInterval(timer);
      timer = undefined;
      await clear(path);
    },
  };
}

export type Home = ReturnType<typeof createHome>;

/** False where another one was first, or where it can't be moved now. */
async function move(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    // Windows doesn't move what somebody has open.
    if (['ENOENT', 'EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error))) return false;
    throw error;
  }
}

/** Removes what is no segment, and the folder where it is empty. */
async function clear(home: string): Promise<void> {
  const names = (await unlessGone(readdir(home))) ?? [];
  const segments = new Set(await segmentsIn(home));
  for (const name of names) if (!segments.has(name)) await unlinkIfThere(join(home, name));
  if (segments.size === 0) await rmdir(home).catch(() => {});
}

async function isDead(home: string): Promise<boolean> {
  const file = join(home, ALIVE);
  const [said, about] = await Promise.all([readIfThere(file), unlessGone(stat(file))]);
  if (!said || !about) return true;
  if (Date.now() - about.mtimeMs > SILENCE) return true;
  const { host, pid } = parse(said.toString());
  if (host !== hostname() || typeof pid !== 'number') return false;
  // In a container the next process often has the number of the one before.
  if (pid === process.pid) return about.mtimeMs < Date.now() - process.uptime() * 1_000 - 1_000;
  return !isRunning(pid);
}

function parse(text: string): { host?: unknown; pid?: unknown } {
  try {
    return JSON.parse(text) as { host?: unknown; pid?: unknown };
  } catch {
    return {};
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}
