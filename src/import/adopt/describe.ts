import { describeSummary } from '../describe.ts';
import type { AdoptSummary } from './adopt.ts';

const count = (n: number) => n.toLocaleString('en-US');
const people = (n: number) => `${count(n)} ${n === 1 ? 'user' : 'users'}`;

/** A summary for a person, line by line. */
export function* describeAdoption({
  logTable,
  statsTable,
  log,
  balances,
  settled,
  views,
}: AdoptSummary): Generator<string> {
  yield logTable === null
    ? 'no log was found: counters come in alone, all of them as opening balances'
    : `the log: ${logTable}`;
  if (log) yield* describeSummary(log);
  yield statsTable === null
    ? 'no table of counters was found: lifetime counters are what the log counts'
    : `the counters: ${statsTable}`;
  if (settled) yield settled;
  yield* describeViews(views, log?.refused ?? 0);
  if (!balances) return;
  const told = Object.entries(balances.counters);
  if (told.length === 0) yield 'every counter is what the log counts';
  else {
    yield `opening balances of ${people(balances.users)}, for what the log doesn't explain:`;
    for (const [counter, { users, more, less }] of told)
      yield `  ${[...(more > 0 ? [`${count(more)} more`] : []), ...(less > 0 ? [`${count(less)} less`] : [])].join(', ').padStart(24)}  ${counter}, of ${people(users)}`;
  }
  if (balances.changed !== null) yield `counters of ${people(balances.changed)} were put right`;
  for (const { userId, message } of balances.refused)
    yield `not taken: counters of ${userId === null ? 'a row' : JSON.stringify(userId)}: ${message}`;
}

function* describeViews(views: readonly string[], refused: number): Generator<string> {
  if (views.length === 0) return;
  yield 'views in the places of the tables:';
  for (const statement of views) yield `  ${statement};`;
  if (refused > 0) yield `refused rows stand in the tables put aside alone: ${count(refused)}`;
}
