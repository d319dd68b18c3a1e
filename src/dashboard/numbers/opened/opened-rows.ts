import { own } from '../../../catalogue/own.ts';
import type { CountedTerm, PanelCatalogue } from '../../../contract/families/panel/index.ts';

/** The filter under which `/activities` lists exactly what a number counted. */
export interface RowsFilter {
  readonly action?: string;
  readonly feature?: string;
  readonly userId?: string;
  readonly search?: string;
  readonly excludeInternal?: boolean;
  readonly period?: undefined;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly breakdowns?: Readonly<Record<string, string>>;
}

export interface PeopleBehind {
  /** `activities`, or a counter: who has any of it. */
  readonly by: string;
  /** Accounts of the range, whatever they did. */
  readonly joined?: 'range';
}

export interface Defined {
  readonly label: string;
  readonly definition: string;
}

/** A number that opens to the activities it counts. */
export interface OpenedRows extends Defined {
  readonly filter: RowsFilter;
  /** Which part of what its change is split by. */
  readonly part?: { readonly dimension: string; readonly key: string };
  /** It counts no activities: people are listed alone, by a number of theirs. */
  readonly people?: PeopleBehind;
  /** Actions among them that it takes off, separated by commas. */
  readonly minus?: string;
  readonly list?: undefined;
}

/** Null where no filter lists each activity as often as it is counted. */
export function filterOf(terms: readonly CountedTerm[], c: PanelCatalogue): RowsFilter | null {
  const where = terms.find((term) => term.where)?.where;
  if (terms.some(({ signal }) => signal !== null) || (where && terms.length > 1)) return null;
  const actions = terms.flatMap((term) => term.actions);
  if (actions.length === 0 || new Set(actions).size < actions.length) return null;
  const breakdowns = where ? { breakdowns: { [where.breakdown]: where.value } } : {};
  // The shorter address, where it says the same.
  if (where && actions.length > 1 && same(actions, own(c.breakdowns, where.breakdown)?.actions))
    return breakdowns;
  const feature = Object.keys(c.features).find((f) => same(actions, actionsOf(f, c)));
  if (!where && feature !== undefined && actions.length > 1) return { feature };
  return { action: actions.join(','), ...breakdowns };
}

const actionsOf = (feature: string, c: PanelCatalogue) =>
  Object.keys(c.actions).filter((action) => own(c.actions, action)?.feature === feature);

const same = (a: readonly string[], b: readonly string[] = []) =>
  a.length > 0 && a.length === b.length && a.every((x) => b.includes(x));
