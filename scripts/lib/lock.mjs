import { randomBytes } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const TOUCH_EVERY = 1_000;
/** A holder that was killed leaves its file; in a container its process id soon is another's. */
const STALE_AFTER = 15_000;

/**
 * Does `work` while no other process does so under the same file.
 *
 * @template T
 * @param {string} path
 * @param {() => void} onWait told once where another process is at it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, onWait, work) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!place(path)) {
    if (removeStale(path)) continue;
    if (!told) onWait();
    told = true;
    await sleep(100);
  }
  const touching = setInterval(() => utimesSync(path, new Date(), new Date()), TOUCH_EVERY);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    rmSync(path, { force: true });
  }
}

/** A link, so that the file is never seen half written. @param {string} path */
function place(path) {
  const draft = `${path}-${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${process.pid}`);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Whether the file was one of a process that is gone. @param {string} path */
function removeStale(path) {
  const aside = `${path}-${randomBytes(4).toString('hex')}`;
  try {
    const pid = readFileSync(path, 'utf8');
    if (isAlive(Number(pid)) && Date.now() - statSync(path).mtimeMs < STALE_AFTER) return false;
    renameSync(path, aside);
    // Another process was quicker, and this is its file by now.
    if (readFileSync(aside, 'utf8') !== pid) linkSync(aside, path);
    rmSync(aside);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return true;
    throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
