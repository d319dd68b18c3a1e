import type { CatalogueInput } from '../catalogue/index.ts';
import { own } from '../catalogue/index.ts';

/** Names of the details that name another person: what the catalogue counts as distinct (`targetUserId`). */
export function personDetails(c: CatalogueInput): string[] {
  return [...new Set(Object.values(c.distinct ?? {}).map(({ detail }) => detail))];
}

/** Some platforms number their users. */
const idOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** Reads and replaces the persons that activities' details (JSON texts) name, whatever the action. */
export function createPersons(c: CatalogueInput) {
  const names = personDetails(c);
  const quoted = names.map((name) => JSON.stringify(name));

  /** Read only where a name stands in it: this is asked of every activity once anybody was erased. */
  const parsed = (text: string | null): Record<string, unknown> | null => {
    if (text === null || !quoted.some((name) => text.includes(name))) return null;
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  };

  /** A letter's payload is the input as it came: JSON, unless it was cut. */
  const inPayload = (payload: string): Record<string, unknown> | null => {
    if (!quoted.some((name) => payload.includes(name))) return null;
    try {
      const input: unknown = JSON.parse(payload);
      return typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : null;
    } catch {
      return null;
    }
  };
  const replaced = (details: string | null, aliasOf: (id: string) => string | undefined): string | null => {
    const value = parsed(details);
    if (!value) return details;
    let touched = false;
    for (const name of names) {
      const id = idOf(own(value, name));
      const alias = id === undefined ? undefined : aliasOf(id);
      if (alias === undefined) continue;
      value[name] = alias;
      touched = true;
    }
    return touched ? JSON.stringify(value) : details;
  };
  const namedIn = (details: string | null): string[] => {
    const value = parsed(details);
    return value ? names.flatMap((name) => idOf(own(value, name)) ?? []) : [];
  };

  return {
    /** Ids that the details name. */
    namedIn,

    /** Likewise for the details of a dead letter's payload. */
    namedInLetter: (payload: string): string[] =>
      namedIn(JSON.stringify(inPayload(payload)?.details ?? null)),

    redactLetter(payload: string, aliasOf: (id: string) => string | undefined): string {
      const input = inPayload(payload);
      const before = JSON.stringify(input?.details ?? null);
      const after = replaced(before, aliasOf);
      return after === before ? payload : JSON.stringify({ ...input, details: JSON.parse(after!) });
    },

    /** The same activity with aliases in the place of those who were erased. */
    redacted<A extends { readonly details: string | null }>(
      a: A,
      aliasOf: (id: string) => string | undefined,
    ): A {
      const details = replaced(a.details, aliasOf);
      return details === a.details ? a : { ...a, details };
    },
  };
}

export type Persons = ReturnType<typeof createPersons>;
