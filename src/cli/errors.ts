import { refusalOf } from '../db/refusal.ts';
import { withoutPasswords } from '../log/log.ts';

/** An error that is the caller's to mend: printed as one line and what to do next. */
export class CliError extends Error {
  override readonly name = 'CliError';
  /** 1: the command ran and the answer is no; 2: it couldn't be done as asked. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** One line for standard error. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const refusal = refusalOf(error);
  if (refusal) return withoutPasswords(refusal.message);
  const code = (error as { code?: string }).code;
  // Refused connections carry their story in `errors` and an empty message.
  const text = withoutPasswords(
    error.message || (error as AggregateError).errors?.map(messageOf).join('; ') || code || error.name,
  );
  return hints[code ?? ''] ? `${text}; ${hints[code!]}` : text;
}

const hints: Record<string, string> = {
  ECONNREFUSED: 'is the database server of DATABASE_URL running?',
  ENOTFOUND: 'check the host name in DATABASE_URL',
  '57P01': 'the database server was stopped meanwhile; start it and run this again',
  '55P03': 'something else is at work on the same rows, such as a rebuild; run this again once it is done',
  EACCES: 'give this user the right to it, or choose another place (of the data: --data-dir)',
  EPERM: 'give this user the right to it, or choose another place (of the data: --data-dir)',
  EROFS: 'nothing can be written there; choose another place (of the data: --data-dir)',
  ENOSPC: 'make room on that disk, and run it again',
  ENOTDIR: 'a file stands where a folder should be; choose another place (of the data: --data-dir)',
  EEXIST: 'a file stands where a folder should be; choose another place (of the data: --data-dir)',
  ENOENT: 'check the path',
  ENAMETOOLONG: 'choose a shorter path (of the data: --data-dir)',
  '42P01': 'run `joip-analytics migrate` first',
};
