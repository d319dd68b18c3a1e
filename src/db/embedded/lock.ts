import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Home } from './home.ts';
import { startedAt } from './processes.ts';

/** `supervisor.json`: the Node process in charge of a data folder, while it is starting or has a server. */
interface LockRecord {
  pid: number;
  started: string;
  /** Folders made for sockets, by this process and by those before it that couldn't remove theirs. */
  socketDirs: string[];
}

/** Our hold on a data folder. */
export interface FolderLock {
  /** What a supervisor that died without releasing left behind. */
  stale: LockRecord | undefined;
  /** Notes a folder that is about to be made, so that whoever comes after a crash can remove it. */
  note(socketDir: string): void;
  release(): void;
}

/** Somebody else has the data folder: says who, and what to do about it. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  readonly pid: number;

  constructor(pid: number, what = 'process') {
    super(`The data directory is in use by ${what} ${pid}; stop it, or choose another DATA_DIR.`);
    this.pid = pid;
  }
}

/**
 * Takes charge of a data folder.
 *
 * @throws when a living process has it
 */
export function takeFolderLock(home: Home): FolderLock {
  const me: LockRecord = { pid: process.pid, started: startedAt(process.pid) ?? '', socketDirs: [] };
  let stale: LockRecord | undefined;
  // Each turn that fails means that another process has moved in between; three such races are a crowd.
  for (let turn = 0; turn < 3; turn++) {
    if (place(home.lock, me)) {
      return {
        stale,
        note: (socketDir) => replace(home.lock, { ...me, socketDirs: [...me.socketDirs, socketDir] }),
        release: () => rmSync(home.lock, { force: true }),
      };
    }
    const holder = read(home.lock);
    if (holder && startedAt(holder.pid) === holder.started) throw new FolderInUse(holder.pid);
    stale = holder ?? stale;
    me.socketDirs = stale?.socketDirs ?? [];
    setAside(home.lock, holder);
  }
  throw new Error(`${home.lock} keeps changing: several processes are starting on this data directory.`);
}

/** Writes the record unless there is one; a link, so that it is never seen half written. */
function place(path: string, record: LockRecord): boolean {
  const draft = writeDraft(path, record);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function replace(path: string, record: LockRecord): void {
  renameSync(writeDraft(path, record), path);
}

/** Removes the dead `holder`'s record, and puts it back if it turns out to be a newcomer's. */
function setAside(path: string, holder: LockRecord | undefined): void {
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const taken = read(aside);
  if (taken?.pid === holder?.pid && taken?.started === holder?.started) rmSync(aside);
  else renameSync(aside, path);
}

function writeDraft(path: string, record: LockRecord): string {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(record)}\n`);
  return draft;
}

function read(path: string): LockRecord | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
