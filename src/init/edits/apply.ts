import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Change } from './change.ts';

/**
 * Writes changes, all or none: where one can't be written those before it are taken back.
 *
 * @throws Error where a file isn't any more what it was when the change was shown
 */
export function applyChanges(folder: string, changes: readonly Change[]): void {
  for (const { path, before } of changes) {
    const now = existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null;
    if (now !== before)
      throw new Error(`${path} was changed meanwhile, so nothing was written; run it again`);
  }
  const done: Change[] = [];
  try {
    for (const change of changes) {
      put(folder, change.path, change.after);
      done.push(change);
    }
  } catch (error) {
    for (const { path, before } of done.reverse()) put(folder, path, before);
    throw error;
  }
}

function put(folder: string, path: string, text: string | null): void {
  const place = join(folder, path);
  if (text === null) {
    remove(folder, place);
    return;
  }
  mkdirSync(dirname(place), { recursive: true });
  const real = existsSync(place) ? realpathSync(place) : place;
  const mode = existsSync(real) ? statSync(real).mode : 0o666 & ~process.umask();
  const draft = `${real}.joip-${process.pid}`;
  try {
    // Renamed when it is whole: a full disk leaves the file as it was.
    writeFileSync(draft, text, { mode });
    renameSync(draft, real);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** With the folders that nothing else is in. */
function remove(folder: string, place: string): void {
  rmSync(place);
  for (let at = dirname(place); at !== folder && readdirSync(at).length === 0; at = dirname(at))
    rmdirSync(at);
}
