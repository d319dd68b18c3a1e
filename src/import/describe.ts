import type { Summary } from './summary.ts';

const count = (n: number) => n.toLocaleString('en-US');

/** A summary for a person, line by line. */
export function* describeSummary(s: Summary): Generator<string> {
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
    if (s.refusedFile) yield `refused rows are in ${s.refusedFile}`;
  }
  yield `${s.seconds.toFixed(1)} s, ${count(s.rowsPerSecond)} rows/s`;
}

/** What to do next, where there is something to do; for standard error. */
export function* advise(s: Summary, command: string): Generator<string> {
  if (s.stopped) yield `stopped; what came in stays. Go on with the same command: ${command}`;
  else if (s.refused > 0 && !s.dryRun)
    yield `to bring in refused rows, mend the mapping or the file and run: ${command} --source ${s.source} --from-start`;
}
