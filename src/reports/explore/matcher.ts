import type { Step } from '../../contract/index.ts';
import { readTexts } from '../../store/detail-sql.ts';
import type { Kind } from '../../store/kinds.ts';
import type { ReportReader } from '../read/reader.ts';
import { resolveScope, type ScopeQuery } from '../read/scope.ts';

/** What an activity has to be, as the store's kinds tell it. */
export interface Matcher {
  matches(kind: Kind): boolean;
  readonly apart: boolean;
  readonly internalPeople: boolean;
}

export async function matcherOf(r: ReportReader, step: Step, excludeInternal: boolean): Promise<Matcher> {
  const scope = await resolveScope(r, {
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
  };
}
