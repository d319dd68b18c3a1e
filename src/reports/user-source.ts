import type { Span } from './local-time.ts';
import type { Parameter } from './log-where.ts';
import type { Reader } from './reader.ts';
import type { Scope } from './scope.ts';

/** Where numbers come from, and the expression of each over its rows. */
export interface Source {
  readonly from: string;
  readonly user: string;
  readonly numbers: Readonly<Record<string, string>>;
}

export interface Ask {
  readonly r: Reader;
  readonly span: Span;
  /** Zone that active days are counted in. */
  readonly zone: string;
  readonly scope: Scope;
  readonly p: Parameter;
  /** Only the log can tell, e.g. days of another zone. */
  readonly fromLog: boolean;
}

export const plus = (terms: readonly string[]) => (terms.length > 0 ? `(${terms.join(' + ')})` : undefined);

export function only<T>(list: Iterable<readonly [string, T | undefined]>): Record<string, T> {
  return Object.fromEntries([...list].filter((entry) => entry[1] !== undefined)) as Record<string, T>;
}

export const whose = ({ scope, p }: Ask, column: string) =>
  scope.users ? `and ${column} = any(${p(scope.users.ids, 'text[]')})` : '';

export const lets = (scope: Scope, action: string) =>
  scope.actions === null || scope.actions.includes(action);
