import { createHash } from 'node:crypto';
import { ImportError } from './errors.ts';
import type { ImportMapping } from './mapping.ts';
import { contentHash, describeMapping, type ImportRun, type RunState } from './runs.ts';

export interface SourceOptions {
  /** The first MiB as UTF-8, or all there is. */
  readonly start: Buffer;
  /** How much of it stays as it is when the file grows. */
  readonly settled: number;
  readonly name?: string | undefined;
  readonly mapping: ImportMapping;
  readonly fromStart: boolean;
  readonly runs: readonly ImportRun[];
}

export interface ImportSource {
  readonly source: string;
  /** Rows that need not be read again. */
  readonly rowsDone: number;
  readonly state: RunState;
  /** Another file of a source that names its rows itself: nothing of it was read before. */
  readonly another: boolean;
}

/**
 * Finds out what a file is: the source of an earlier run, since grown or not, or a new one.
 *
 * A file under 1 MiB changes its hash when it grows, so each run keeps how much it hashed; a file
 * is a known one where its beginning of that length has that hash. Every run stores a longer beginning.
 *
 * @throws ImportError where going on would count rows twice or pass over rows
 */
export function identifySource(o: SourceOptions): ImportSource {
  const { settled } = o;
  const prefix = settled === 0 ? null : { bytes: settled, sha256: contentHash(o.start.subarray(0, settled)) };
  const known = matching(o.start, o.runs);
  const name = o.name ?? o.mapping.source;
  const { id, eventId } = o.mapping.columns;
  if (id !== undefined && name === undefined)
    throw new ImportError(
      `rows that are named by ${[id].flat().join(' or ')} need the name of what they come from, the same for every file of it: ` +
        'give --source NAME, or "source" in the mapping',
    );
  const named = name === undefined ? undefined : o.runs.find((run) => run.source === name);
  const isSame = named?.state.prefix == null || known?.source === named.source || matching(o.start, [named]);
  // Where rows have ids of their own, a source is as many files as it likes, and rows in two of them come in once.
  const another = (id ?? eventId) !== undefined && named !== undefined && !isSame;
  if (name !== undefined && known && known.source !== name && !named)
    throw new ImportError(
      `this file begins like what was imported as ${known.source}, and its rows would count twice as "${name}"; ` +
        `give --source ${known.source} to go on with it`,
    );
  if (named && !isSame && !another && !o.fromStart)
    throw new ImportError(
      `this input doesn't begin like what was imported as "${named.source}". Another file needs another ` +
        '--source; if it is the same one, mended near its beginning, add --from-start',
    );
  const run = another ? undefined : (named ?? (name === undefined ? known : undefined));
  const state: RunState = {
    mapping: describeMapping(o.mapping),
    prefix,
    last: run?.state.last ?? null,
    tail: run?.state.tail ?? null,
  };
  if (!run) return { source: name ?? `sha256:${contentHash(o.start)}`, rowsDone: 0, state, another };
  checkMapping(run, state.mapping, o.fromStart);
  return { source: run.source, rowsDone: o.fromStart ? 0 : run.rowsDone, state, another };
}

/** The run that covers most of this beginning. */
function matching(start: Buffer, runs: readonly ImportRun[]): ImportRun | undefined {
  const hash = createHash('sha256');
  let hashed = 0;
  let found: ImportRun | undefined;
  const byLength = runs
    .filter((run) => run.state.prefix && run.state.prefix.bytes <= start.length)
    .sort((a, b) => a.state.prefix!.bytes - b.state.prefix!.bytes);
  for (const run of byLength) {
    const { bytes, sha256 } = run.state.prefix!;
    if (bytes > hashed) hash.update(start.subarray(hashed, bytes));
    hashed = bytes;
    if (hash.copy().digest('hex') === sha256) found = run;
  }
  return found;
}

/** What of a mapping decides a row's position and key; the rest only decides what is in it. */
const KEY_PARTS = [
  'format',
  'encoding',
  'rows',
  'delimiter',
  'header',
  'time',
  'timezone',
  'userId',
  'nulls',
  'trim',
  'unguard',
];
const KEY_COLUMNS = [
  'columns.userId',
  'columns.createdAt',
  'columns.eventId',
  'columns.id',
  'constants.userId',
];

function checkMapping(run: ImportRun, now: Record<string, unknown>, fromStart: boolean): void {
  const changed = changedParts(run.state.mapping, now);
  if (changed.length === 0) return;
  const what = `the mapping isn't the one that ${run.source} was imported with (changed: ${changed.join(', ')})`;
  if (changed.some((part) => KEY_PARTS.includes(part) || KEY_COLUMNS.includes(part)))
    throw new ImportError(
      `${what}, and under it rows that are in already would count twice. Use the mapping of before, ` +
        'or import into an empty database',
    );
  if (!fromStart)
    throw new ImportError(
      `${what}. Add --from-start to read all rows again: those that were refused or skipped come in, those that ` +
        'are in already stay as they are',
    );
}

function changedParts(before: Record<string, unknown>, now: Record<string, unknown>): string[] {
  const flat = (mapping: Record<string, unknown>) =>
    new Map(
      Object.entries(mapping).flatMap(([key, value]) =>
        key === 'columns' || key === 'constants'
          ? Object.entries(value as object).map(([name, inner]) => [`${key}.${name}`, JSON.stringify(inner)])
          : [[key, JSON.stringify(value)]],
      ) as [string, string][],
    );
  const [a, b] = [flat(before), flat(now)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key)).sort();
}
