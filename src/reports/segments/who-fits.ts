import type { Meta, Rule, Rules } from '../../contract/index.ts';
import { inSlices, type Steps } from '../../store/steps.ts';
import { hasChanged, LIMITS } from '../people/person-filter.ts';
import type { ReportReader } from '../read/reader.ts';
import { afterSpan, type Clock, spanBefore, spanOf, untilSpan } from './rule-days.ts';
import { accountsOf, factBit } from './rule-facts.ts';
import { type Sum, sumsOf } from './rule-sums.ts';

/** A number that a rule looks at, of everybody by number. */
export interface RuleNumber {
  readonly now: Float64Array;
  /** What it was in as long a time before; null where nothing is compared. */
  readonly before: Float64Array | null;
}

export interface Fitting {
  /** Who fits, by number, ascending. */
  readonly nos: Int32Array;
  /** Of so many that there are. */
  readonly of: number;
  /** By place of the rule; null for what isn't counted. */
  readonly numbers: readonly (RuleNumber | null)[];
  readonly source: Meta['source'];
}

type Test = (no: number) => boolean;

/**
 * Who there is that fits rules, by now.
 *
 * @throws BadRequest for a rule that can't be answered any more, by its place
 */
export async function whoFits(r: ReportReader, rules: Rules, clock: Clock): Promise<Fitting> {
  const all = rules.flat();
  const internal = all.some(({ is }) => is === 'internal');
  const facts = all.filter(isFact);
  const { bits, size } = await accountsOf(r, facts, clock, internal);
  const hasFact = (rule: Rule): Test => {
    const bit = factBit(facts.indexOf(rule));
    return (no) => (bits[no]! & bit) !== 0;
  };

  // Whom facts alone rule out needn't be looked for among activity.
  const plain = rules.filter((group) => group.every(isFact)).map((group) => anyOf(group.map(hasFact)));
  const asked = new Uint8Array(bits.length);
  for (let no = 0; no < bits.length; no++) asked[no] = bits[no] !== 0 && plain.every((is) => is(no)) ? 1 : 0;

  const sums = new Map(all.map((rule, i) => [rule, isFact(rule) ? [] : sumsFor(rule, i + 1, clock)]));
  const columns = new Map<Rule, readonly Float64Array[]>();
  const sources: Fitting['source'][] = [];
  // Nor whom recent time rules out, among all that was before.
  for (const groups of nearFirst(rules, sums)) {
    const some = groups.flat();
    const parts = some.map((rule) => sums.get(rule)!);
    const told = await sumsOf(r, parts.flat(), { zone: clock.zone, internal, asked });
    let first = 0;
    for (const [i, rule] of some.entries()) {
      columns.set(rule, told.columns.slice(first, first + parts[i]!.length));
      first += parts[i]!.length;
    }
    sources.push(...told.sources);
    const fits = groups.map((group) =>
      anyOf(group.map((rule) => (isFact(rule) ? hasFact(rule) : testOf(rule, columns.get(rule)!)))),
    );
    await inSlices(narrow(asked, fits), SLICE, () => r.signal?.throwIfAborted());
  }
  return {
    nos: await inSlices(numbersOf(asked), SLICE, () => r.signal?.throwIfAborted()),
    of: size,
    numbers: all.map((rule) => numberOf(rule, columns.get(rule) ?? [])),
    source: sources.includes('log') ? 'log' : sources.length > 0 ? 'chronicle' : 'facts',
  };
}

/** How long the event loop may be held, in milliseconds. */
const SLICE = 2;
const SOME = 10_000;

/** Leaves those who fit all of some groups. */
function* narrow(asked: Uint8Array, groups: readonly Test[]): Steps<void> {
  for (let no = 0; no < asked.length; no++) {
    if (no % SOME === 0) yield;
    if (asked[no] === 1 && !groups.every((is) => is(no))) asked[no] = 0;
  }
}

function* numbersOf(asked: Uint8Array): Steps<Int32Array> {
  const found = new Int32Array(asked.length);
  let length = 0;
  for (let no = 0; no < asked.length; no++) {
    if (no % SOME === 0) yield;
    if (asked[no] === 1) found[length++] = no;
  }
  return found.slice(0, length);
}

/** What goes back so many times as far as the rest is looked at by itself. */
const FAR = 3;

/** Groups that need sums: those of recent time, then those that go back much further. */
function nearFirst(rules: Rules, sums: ReadonlyMap<Rule, readonly Sum[]>): Rules[] {
  const lengthOf = (group: readonly Rule[]) =>
    Math.max(...group.flatMap((rule) => sums.get(rule)!).map(({ span }) => span.end - span.start));
  const asking = rules.filter((group) => !group.every(isFact));
  const most = Math.min(...asking.map(lengthOf)) * FAR;
  const near = asking.filter((group) => lengthOf(group) <= most);
  const far = asking.filter((group) => !near.includes(group));
  return [near, far].filter(({ length }) => length > 0);
}

const anyOf =
  (tests: readonly Test[]): Test =>
  (no) =>
    tests.some((is) => is(no));

/** Whether accounts tell it: also when somebody was first or last active at all, which outlasts the log. */
const isFact = (rule: Rule): boolean =>
  rule.is === 'joined' ||
  rule.is === 'role' ||
  rule.is === 'referred' ||
  rule.is === 'internal' ||
  ((rule.is === 'first' || rule.is === 'last') && rule.step === null);

/** What a rule looks at, the number itself first. */
function sumsFor(rule: Rule, place: number, clock: Clock): Sum[] {
  if (!('span' in rule)) return [];
  const span = spanOf(rule.span, clock);
  const sum = (of: Sum['of'], when = span): Sum => ({ of, span: when, rule: place });
  switch (rule.is) {
    case 'did':
      return [sum({ step: rule.step })];
    case 'first':
      return [sum({ step: rule.step }), sum({ step: rule.step }, untilSpan(span))];
    case 'last':
      return [sum({ step: rule.step }), sum({ step: rule.step }, afterSpan(span, clock))];
    case 'number':
      return [sum({ number: rule.of })];
    case 'change':
      return [sum({ number: rule.of }), sum({ number: rule.of }, spanBefore(rule.span, clock))];
    default:
      return [];
  }
}

function testOf(rule: Rule, [now, other]: readonly Float64Array[]): Test {
  const n = (column: Float64Array | undefined, no: number) => column?.[no] ?? 0;
  switch (rule.is) {
    case 'did':
    case 'number': {
      const fits = LIMITS[rule.limit];
      return (no) => fits(n(now, no), rule.n);
    }
    case 'change':
      return (no) => hasChanged(rule.change, n(now, no), n(other, no));
    default:
      return (no) => n(now, no) > 0 && n(other, no) === 0;
  }
}

const numberOf = (rule: Rule, [now, other]: readonly Float64Array[]): RuleNumber | null =>
  now === undefined ? null : { now, before: rule.is === 'change' ? other! : null };
