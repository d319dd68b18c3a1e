import { spawn } from 'node:child_process';
import type { Account } from './account.ts';

/** The environment of PostgreSQL's programs: nothing of ours, which may hold secrets and PG* variables. */
export const cleanEnv = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' };

/** Runs a program to its end; `output` is what it wrote to both streams. Rejects only if it can't start. */
export function run(
  file: string,
  args: string[],
  options: { cwd: string; account: Account | undefined },
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...options.account,
      cwd: options.cwd,
      env: cleanEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const add = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', (cause) => reject(cannotStart(file, cause)));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Explains why a program of the package couldn't be started. */
export function cannotStart(file: string, cause: Error): Error {
  return new Error(
    `${file} can't be started (${cause.message}). It needs glibc (Alpine has none); ` +
      'else point DATABASE_URL at a PostgreSQL server (15 or newer).',
    { cause },
  );
}
