import { readCondition, type Step } from '../../contract/index.ts';
import { readTexts } from '../../store/detail-sql.ts';
import type { Kind } from '../../store/kinds.ts';
import { activityScope, type ReadScope, type ScopeQuery } from '../read/activity-scope.ts';
import type { ReportReader } from '../read/reader.ts';
import type { Seen } from '../read/seen.ts';

/** What an activity has to be, as the store's kinds tell it. */
export interface Matcher {
  matches(kind: Kind): boolean;
  readonly apart: boolean;
  readonly internalPeople: boolean;
}
export interface StepMatcher extends Matcher {
  /** What a step asks for beside details. */
  readonly scope: ReadScope;
}

export async function matcherOf(r: ReportReader, step: Step, excludeInternal: boolean): Promise<StepMatcher> {
  const scope = await activityScope(r, {
    ...step.values,
    excludeInternal,
    ...(step.feature !== null && { feature: step.feature }),
    ...(step.actions.length > 0 && { action: [...step.actions] }),
  } as ScopeQuery);
  const details = Object.entries(step.details);
  return {
    matches: (kind) =>
      scope.lets(kind) &&
      details.every(([name, value]) => readTexts(kind.values.get(`details.${name}`)).includes(value)),
    apart: scope.apart,
    internalPeople: scope.internalPeople,
    scope,
  };
}

/** What any activity meets where nothing is asked for, and the names that tell it. */
export interface Condition extends Matcher {
  /** Nothing is asked for. */
  readonly any: boolean;
  readonly breakdowns: readonly string[];
  readonly details: readonly string[];
}

export async function conditionOf(
  r: ReportReader,
  text: string | undefined,
  excludeInternal: boolean,
): Promise<Condition> {
  const step = readCondition(r.ctx.catalogue, text);
  if (step === null)
    return {
      any: true,
      matches: () => true,
      apart: false,
      internalPeople: false,
      breakdowns: [],
      details: [],
    };
  return {
    any: false,
    ...(await matcherOf(r, step, excludeInternal)),
    breakdowns: Object.keys(step.values),
    details: Object.keys(step.details),
  };
}

/** A scope in which all that is matched is told apart, and staff count where what they `did` is theirs. */
export const widened = (
  scope: ReadScope,
  matched: readonly Matcher[],
  did: readonly Matcher[] = matched,
): ReadScope => ({
  ...scope,
  apart: scope.apart || matched.some(({ apart }) => apart),
  internalPeople: scope.internalPeople || did.some(({ internalPeople }) => internalPeople),
});

/** By kind: 1 for what counts and meets it. */
export const flagsOf = (v: Seen, { matches }: Matcher): Uint8Array =>
  Uint8Array.from(byKind(v, (kind) => (matches(kind) ? 1 : 0)));

/** By kind: a value of what counts, 0 for the rest. */
export function byKind(v: Seen, value: (kind: Kind) => number): Int32Array {
  const table = new Int32Array(v.kindCount);
  for (const kind of v.kinds) table[kind.no] = v.passes[kind.no] === 1 ? value(kind) : 0;
  return table;
}
