import type { Answered } from '../support/http.ts';
import { ask } from './ask.ts';
import { CHECKS } from './checks/index.ts';
import { earliestOf } from './oracle/earliest.ts';
import type { Facts } from './oracle/matching.ts';
import { autoOf, rangeOf } from './oracle/range.ts';
import { openOf } from './oracle/retention.ts';
import type { Platform } from './platform.ts';
import { type Question, VIEWS } from './questions.ts';
import { type Refusal, refusalsOf, removalOf } from './refusals.ts';

export type Verdict =
  | { readonly is: 'equal' }
  /** As the table of refusals has it. */
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'wrong'; readonly lines: readonly string[] };

const wrong = (...lines: string[]): Verdict => ({ is: 'wrong', lines });

/** Asks a question, and holds the answer against the naive recount or the table of refusals. */
export async function judge(p: Platform, f: Facts, question: Question): Promise<Verdict> {
  const { view, params } = question;
  const { now, zone } = f.world;
  // One user's days are those of a year where no range is given.
  const given = view !== 'user' || params.period !== undefined || params.startDate !== undefined;
  const ranged = given ? params : { ...params, period: '365days' };
  const range = rangeOf(ranged, { now, zone, earliest: earliestOf(f, question) });
  const answer = await ask(p, VIEWS[view].endpoint, params).catch((error: Error) => error);
  if (answer instanceof Error) return wrong(`broke off: ${answer.message}`);
  const { interval = 'auto' } = params;
  const drawn = interval === 'auto' ? (answer.json?.meta?.interval ?? autoOf(range)) : interval;
  const open = openOf(f, question, range, drawn);
  const expected = [...refusalsOf(question), ...(open.refused ? [removalOf(open.refused)] : [])];
  if (answer.status === 400) return refused(answer, expected);
  if (answer.status !== 200) return wrong(`answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  const must = expected.find(({ maybe }) => !maybe);
  if (must) return wrong(`answered, though it is refused: ${must.reason}`);
  const lines = await CHECKS[view]({
    p,
    f,
    question,
    range: open.range,
    missing: open.missing,
    interval: drawn,
    answer,
  });
  return lines.length === 0 ? { is: 'equal' } : wrong(...lines);
}

function refused(answer: Answered, expected: readonly Refusal[]): Verdict {
  const fields: Record<string, string> = answer.json.fields ?? {};
  const found = expected.find(({ parameters, says }) =>
    parameters.some((name) => Object.hasOwn(fields, name) && says.test(fields[name]!)),
  );
  if (found) return { is: 'refused', reason: found.reason };
  const told = Object.entries(fields)
    .map(([name, why]) => `${name} ${why}`)
    .join('; ');
  const table = expected.map(({ reason, parameters }) => `${parameters}: ${reason}`).join('; ');
  return wrong(`refused: ${told}${table && `; it may be for ${table}`}`);
}
