import { countingOf, OF_FEATURE } from '../../catalogue/index.ts';
import type { Step } from '../../contract/index.ts';
import type { Kind } from '../../store/kinds.ts';
import { merged } from '../../store/stretch.ts';
import { BadRequest } from '../errors.ts';
import { matcherOf, type StepMatcher } from '../explore/matcher.ts';
import { factOf, personFacts } from '../people/person-facts.ts';
import type { Span } from '../range/local-time.ts';
import { activityScope, type ReadScope, type ScopeQuery } from '../read/activity-scope.ts';
import type { ReportReader } from '../read/reader.ts';
import { Removed } from '../read/removed.ts';
import { type LookOptions, look, type Seen } from '../read/seen.ts';

/** Something that is added up of each person: activities that are some step (null: any), or a number by its name. */
export interface Sum {
  readonly of: { readonly step: Step | null } | { readonly number: string };
  readonly span: Span;
  /** Place of the rule that asks for it, from 1. */
  readonly rule: number;
}

export interface Whose {
  readonly zone: string;
  /** Internal accounts are people. */
  readonly internal: boolean;
  /** By number: whether somebody is asked about. */
  readonly asked: Uint8Array;
}

export interface Sums {
  /** By number, which may end before the last that is asked about; in the order of the sums. */
  readonly columns: readonly Float64Array[];
  /** What was read. */
  readonly sources: readonly Seen['source'][];
}

/** Of no time. */
const NOTHING = new Float64Array(0);

/** A sum whose step is read. */
interface Read extends Sum {
  readonly matcher: StepMatcher | null;
}

/**
 * Adds up for everybody who is asked about.
 *
 * @throws BadRequest that names the rule for which retention has removed what it needs
 */
export async function sumsOf(r: ReportReader, sums: readonly Sum[], whose: Whose): Promise<Sums> {
  const found = new Map<Sum, Float64Array>();
  const sources: Sums['sources'][number][] = [];
  const read: Read[] = [];
  for (const sum of sums) {
    const step = 'step' in sum.of ? sum.of.step : null;
    read.push({ ...sum, matcher: step && (await matcherOf(r, step, !whose.internal)) });
  }
  const put = (sum: Read, column: Float64Array) => found.set(sums[read.indexOf(sum)]!, column);
  const asked = read.filter(({ span }) => span.start < span.end);

  const plain = asked.filter((sum) => !isOfLog(sum));
  if (plain.length > 0) {
    const query = { excludeInternal: !whose.internal } as unknown as ScopeQuery;
    const breakdowns = plain.flatMap((sum) => breakdownsOf(r, sum));
    const counts = plain.some(({ of }) => 'number' in of) ? {} : { counts: 'people' as const };
    sources.push(await addUp(r, await activityScope(r, query), plain, { breakdowns, ...counts }, whose, put));
  }
  // What no block tells is looked for in the log, for each by itself: no more of it is read than may be that step.
  for (const sum of asked.filter(isOfLog)) {
    const beside = Object.keys(stepOf(sum)?.details ?? {});
    const how = { breakdowns: breakdownsOf(r, sum), beside, counts: 'people' as const };
    sources.push(await addUp(r, sum.matcher!.scope, [sum], how, whose, put));
  }
  return { columns: sums.map((sum) => found.get(sum) ?? NOTHING), sources };
}

const stepOf = ({ of }: Sum) => ('step' in of ? of.step : null);

const isOfLog = (sum: Read): boolean =>
  sum.matcher?.apart === true || Object.keys(stepOf(sum)?.details ?? {}).length > 0;

/** Breakdowns without which something can't be told. */
function breakdownsOf({ ctx: { catalogue } }: ReportReader, sum: Sum): string[] {
  if ('step' in sum.of) return Object.keys(sum.of.step?.values ?? {});
  const { counters } = countingOf(catalogue);
  const names = sum.of.number === 'totalActivity' ? [...counters.keys()] : [sum.of.number];
  return names.flatMap((name) => counters.get(name)?.where?.breakdown ?? []);
}

async function addUp(
  r: ReportReader,
  plain: ReadScope,
  sums: readonly Read[],
  how: Omit<LookOptions, 'asked'>,
  { zone, internal, asked }: Whose,
  put: (sum: Read, column: Float64Array) => void,
): Promise<Seen['source']> {
  const scope = { ...plain, internalPeople: internal };
  const spans = merged(sums.map(({ span }) => span));
  const v = await telling(sums, () => look(r, scope, spans, { ...how, asked: { timezone: zone } }));
  const logged: Read[] = [];
  for (const sum of sums) {
    const fact = 'number' in sum.of ? factOf(sum.of.number) : null;
    if (fact) put(sum, await personFacts(r, v, sum.span, fact));
    else logged.push(sum);
  }
  const weights = logged.map((sum) => weightsOf(v, sum));
  const among = logged.map((sum, i) => amongOf(r, sum, weights[i]!));
  for (const [i, sum] of logged.entries())
    await telling([sum], () => v.check(sum.span, { among: among[i]! }));

  const places = new Int32Array(v.mask.length).fill(-1);
  for (let no = 0; no < asked.length && no < places.length; no++) if (asked[no] === 1) places[no] = no;
  const bySpan = new Map<string, number[]>();
  for (const [i, { span }] of logged.entries()) {
    const key = `${span.start} ${span.end}`;
    bySpan.set(key, [...(bySpan.get(key) ?? []), i]);
  }
  const groups = [...bySpan.values()];
  const questions = groups.map((group) => ({
    sink: 'people' as const,
    span: logged[group[0]!]!.span,
    places,
    internal: internal ? v.ofInternal : null,
    passes: new Uint8Array(v.kindCount),
    weights: group.map((i) => weights[i]!),
  }));
  const answers = await telling(logged, () =>
    v.walk(questions, (kind) => among.some((isAmong) => isAmong(kind))),
  );
  for (const [g, group] of groups.entries())
    for (const [column, i] of group.entries()) put(logged[i]!, answers[g]!.columns[column]!);
  return v.source;
}

/** By kind: what one row adds. */
function weightsOf(v: Seen, { of, matcher }: Read): Int32Array {
  if ('number' in of && of.number !== 'activities')
    return of.number.startsWith(OF_FEATURE)
      ? v.weightsOfFeature(of.number.slice(OF_FEATURE.length))
      : v.weights(of.number);
  const table = Int32Array.from(v.passes);
  for (const kind of v.kinds) if (matcher && !matcher.matches(kind)) table[kind.no] = 0;
  return table;
}

/** What may be meant, also where details and breakdowns aren't told. */
function amongOf(r: ReportReader, sum: Read, weights: Int32Array): (kind: Kind) => boolean {
  const breakdowns = breakdownsOf(r, sum);
  const { matcher } = sum;
  if (matcher) return (kind) => matcher.scope.mayCount(kind, breakdowns);
  return breakdowns.length > 0 ? () => true : ({ no }) => weights[no] !== 0;
}

/** A refusal is the rule's that asks for it: the first of several. */
async function telling<T>(sums: readonly Sum[], ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    const why = error instanceof Removed ? error.why : Object.values(error.fields).join('; ');
    throw new BadRequest({ rules: `rule ${sums[0]!.rule} ${why}` });
  }
}
