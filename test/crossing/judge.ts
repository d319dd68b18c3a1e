import type { Answered } from '../support/http.ts';
import { ask } from './ask.ts';
import { CHECKS } from './checks.ts';
import { earliestOf } from './oracle/earliest.ts';
import type { Facts } from './oracle/matching.ts';
import { rangeOf } from './oracle/range.ts';
import type { Platform } from './platform.ts';
import { type Question, VIEWS } from './questions.ts';
import { refusalOf } from './refusals.ts';

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
  const expected = refusalOf(f, question, range);
  if (answer instanceof Error) return wrong(`broke off: ${answer.message}`);
  if (answer.status === 400) return refused(answer, expected);
  if (answer.status !== 200) return wrong(`answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  if (expected) return wrong(`answered, though ${expected.reason} is refused`);
  const lines = await CHECKS[view]({ p, f, question, range, answer });
  return lines.length === 0 ? { is: 'equal' } : wrong(...lines);
}

function refused(answer: Answered, expected: ReturnType<typeof refusalOf>): Verdict {
  const fields: Record<string, string> = answer.json.fields ?? {};
  const told = Object.entries(fields)
    .map(([name, why]) => `${name} ${why}`)
    .join('; ');
  if (!expected) return wrong(`refused: ${told}`);
  const { reason, parameter, says } = expected;
  if (!Object.hasOwn(fields, parameter) || !says.test(fields[parameter]!))
    return wrong(`${reason} must be refused for ${parameter}, and not with: ${told}`);
  return { is: 'refused', reason };
}
