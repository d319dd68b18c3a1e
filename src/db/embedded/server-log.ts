import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';

const rotateAt = 16 * 1024 * 1024;

/** The server's log file, opened for appending. */
export interface ServerLog {
  fd: number;
  /** The last lines that were written since it was opened. */
  tail(): string;
  close(): void;
}

/** Opens the log; a file over 16 MiB is first moved to `<path>.1`. */
export function openServerLog(path: string): ServerLog {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > rotateAt) renameSync(path, `${path}.1`);
  const fd = openSync(path, 'a', 0o600);
  const from = statSync(path).size;
  return {
    fd,
    tail: () => readFileSync(path).subarray(from).toString().trim().split('\n').slice(-12).join('\n'),
    close: () => closeSync(fd),
  };
}
