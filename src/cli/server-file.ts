import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerState } from '../db/embedded/index.ts';
import { startedAt } from '../db/embedded/processes.ts';

/** `server.json`: how commands reach the embedded server of a running `serve`. Holds its password: mode 0600. */
export interface ServerFile {
  readonly pid: number;
  /** When that process started, so that a reused process id isn't taken for it. */
  readonly started: string;
  /** Connection URL of the real database. */
  readonly databaseUrl: string;
  /** Where the panel is. */
  readonly address: string;
  /** How its PostgreSQL has fared; written anew after each restart of it. */
  readonly server: ServerState;
}

const pathIn = (dataDir: string) => join(dataDir, 'server.json');

/** Says who serves this folder, or nothing where the process is gone (a kill leaves its file behind). */
export function readServerFile(dataDir: string): ServerFile | undefined {
  try {
    const file = JSON.parse(readFileSync(pathIn(dataDir), 'utf8')) as ServerFile;
    return startedAt(file.pid) === file.started ? file : undefined;
  } catch {
    return undefined;
  }
}

export function writeServerFile(dataDir: string, file: Omit<ServerFile, 'pid' | 'started'>): void {
  const me: ServerFile = { pid: process.pid, started: startedAt(process.pid) ?? '', ...file };
  const draft = `${pathIn(dataDir)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(me)}\n`, { mode: 0o600 });
  renameSync(draft, pathIn(dataDir));
}

export function removeServerFile(dataDir: string): void {
  rmSync(pathIn(dataDir), { force: true });
}
