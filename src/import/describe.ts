import { describeOverlap } from './overlap.ts';
import type { ImportSummary } from './summary.ts';

const count = (n: number) => n.toLocaleString('en-US');

/** A summary for a person, line by line. */
export function* describeSummary(s: ImportSummary): Generator<string> {
  yield `${s.dryRun ? 'read' : 'imported'} from ${s.source}`;
  const lines: [string, number][] = [
    ['rows read', s.rows],
    ['done before, passed over', s.before],
    [s.dryRun ? 'would come in' : 'came in', s.imported],
    ['were in already', s.duplicates],
    ['skipped by the mapping', s.skipped],
    ['refused', s.refused],
  ];
  for (const [label, n] of lines)
    if (n > 0 || label === 'rows read') yield `  ${count(n).padStart(12)}  ${label}`;
  if (s.imported > 0) {
    yield `users: ${s.users === null ? 'over 1,000,000' : count(s.users)}`;
    if (s.span) yield `from ${s.span.from} to ${s.span.to}`;
    yield 'actions:';
    for (const [action, n] of Object.entries(s.actions)) yield `  ${count(n).padStart(12)}  ${action}`;
  }
  if (s.refused > 0) {
    yield 'refusals (rows are counted from 0, without the header):';
    for (const [reason, { count: n, rows, message }] of Object.entries(s.refusals))
      yield `  ${count(n).padStart(12)}  ${reason}, e.g. rows ${rows.join(', ')}: ${message}`;
    const names = Object.entries(s.unmapped);
    if (names.length > 0) {
      yield 'names that stand for no action, most frequent first:';
      for (const [name, n] of names.slice(0, 20)) yield `  ${count(n).padStart(12)}  ${name.slice(0, 100)}`;
      if (names.length > 20) yield `  and ${count(names.length - 20)} more`;
    }
    if (s.refusedFile) yield `refused rows are in ${s.refusedFile}`;
  }
  if (s.neverFound.length > 0) yield `columns of the mapping that no row had: ${s.neverFound.join(', ')}`;
  if (s.unused.length > 0) yield `columns of the file that the mapping leaves out: ${s.unused.join(', ')}`;
  yield `${s.seconds.toFixed(1)} s, ${count(s.rowsPerSecond)} rows/s`;
}

/**
 * What to do next, where there is something to do; for standard error.
 *
 * @param again the command that reads all rows once more
 */
export function* advise(
  s: ImportSummary,
  command: string,
  again = `${command} --source ${s.source} --from-start`,
): Generator<string> {
  if (s.overlap) yield describeOverlap(s.source, s.overlap);
  const names = Object.keys(s.unmapped).slice(0, 5);
  if (names.length > 0) {
    const table = JSON.stringify(Object.fromEntries(names.map((name) => [name, null])));
    yield `names that stand for no action: write a table of them, such as ${table}, with an action of the catalogue in the ` +
      `place of null for those to count (null leaves rows out), and give it with --actions FILE`;
  }
  if (s.stopped) yield `stopped; what came in stays. Go on with the same command: ${command}`;
  else if (s.refused > 0 && !s.dryRun)
    yield `to bring in refused rows, mend them or what names their actions, and run: ${again}`;
}
