/**
 * All that a command writes to its standard output and error goes through here. What came from outside, such as
 * a name in a dead letter, can't move the cursor, hide a line or turn the reading direction: control characters
 * stand as `\u001b`. Where the reader has left (`… | head`) nothing is written any more, and that is no error.
 */

type Name = 'stdout' | 'stderr';

/**
 * C0, DEL and C1; what is invisible; what turns the reading direction. Not the joiners U+200C and U+200D, which
 * Persian and emoji are written with.
 */
const CONTROL =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\p{Cs}\u{e0000}-\u{e007f}]/gu;

const unitsOf = (char: string) =>
  Array.from(
    { length: char.length },
    (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');

/** One line, with what a terminal would obey as escapes of JSON, so that JSON stays the same value. */
export const escapeLine = (line: string): string => line.replaceAll(CONTROL, unitsOf);

/** The same for a text whose line breaks are ours. */
export const escapeText = (text: string): string => text.split('\n').map(escapeLine).join('\n');

/** A line of data on standard output. */
export const print = (line: string): void => write('stdout', `${escapeLine(line)}\n`);

/** A value as JSON on standard output, for `--json`. */
export const printJson = (value: unknown): void =>
  write('stdout', `${escapeText(JSON.stringify(value, null, 2))}\n`);

/** A line for the person at the terminal, on standard error. */
export const note = (line: string): void => write('stderr', `${escapeLine(line)}\n`);

/** Why something couldn't be done. What follows the first line is set in: none of it reads as a message of its own. */
export const tellError = (message: string): void =>
  write('stderr', `joip-analytics: ${message.replaceAll('\n', '\n  ')}\n`);

/** A text of several lines of ours, its ends included. */
export const write = (name: Name, text: string): void => {
  if (!broken[name]) process[name].write(escapeText(text));
};

/**
 * A piece of JSON on standard output, at the pace of whoever reads it.
 *
 * @throws the stream's error, so that work whose result nobody reads any more ends; `isOutputError` knows it
 */
export function writeOut(json: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(escapeText(json), (error) => (error ? reject(error) : resolve()));
  });
}

const broken: Partial<Record<Name, NodeJS.ErrnoException>> = {};
const leaving: (() => void)[] = [];

/** Calls back where a reader of ours leaves; for programs that would go on for ever. */
export function whenReaderLeaves(listener: () => void): void {
  leaving.push(listener);
}

/** Whether standard output couldn't be written: said already, or nothing to say. */
export const isOutputError = (error: unknown): boolean =>
  broken.stdout !== undefined && (error as NodeJS.ErrnoException | null)?.code === broken.stdout.code;

/** Watches both streams of this process. A disk that is full is told, and makes the exit code 2. */
export function watchOutput(): void {
  for (const name of ['stdout', 'stderr'] as const)
    process[name].on('error', (error: NodeJS.ErrnoException) => {
      if (broken[name]) return;
      broken[name] = error;
      if (error.code === 'EPIPE') for (const each of leaving) each();
      else if (name === 'stdout')
        note(
          `joip-analytics: standard output can't be written: ${error.message}; make room, or write elsewhere`,
        );
    });
  process.on('exit', () => {
    if (Object.values(broken).some((error) => error.code !== 'EPIPE')) process.exitCode = 2;
  });
}
