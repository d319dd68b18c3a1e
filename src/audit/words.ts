import { createHmac } from 'node:crypto';
import { storable } from '../db/storable.ts';
import type { AuditKeys } from './keys.ts';

/** What a token stands for, kept beside the log in `audit_subjects`. */
export interface Word {
  readonly token: string;
  readonly kind: 'actor' | 'user' | 'parameter';
  readonly id: string;
}

const TOKEN = /^~[\w-]{22}$/;
export const isToken = (text: string): boolean => TOKEN.test(text);

/** Characters of a name that are kept. */
const LONGEST = 1_000;

/** The name that the log knows someone, or a text that may name someone, by: the same for the same text. */
export const tokenOf = (keys: AuditKeys, text: string): string =>
  `~${createHmac('sha256', keys.subjects).update(storable(text, LONGEST)).digest('base64url').slice(0, 22)}`;

/** Parameters whose accepted values are words of ours, so that they can name nobody. */
const PLAIN = new Set(
  (
    'period startDate endDate timezone interval compare compareStartDate align excludeInternal page pageSize feature sortBy ' +
    'sortOrder groupBy include anonymize format columns outcome endpoint'
  ).split(' '),
);
const PLAIN_VALUE = /^[\w.:,+/-]{1,200}$/;

/**
 * Turns what names persons into tokens, and gathers what they stand for.
 *
 * @example
 * const words = createEncoder(keys);
 * words.actor('operator:7f…'); // 'operator:~k3…'
 * words.found; // [{ token: '~k3…', kind: 'actor', id: 'operator:7f…' }]
 */
export function createEncoder(keys: AuditKeys) {
  const found: Word[] = [];

  function word(kind: Word['kind'], text: string): string {
    const token = tokenOf(keys, text);
    found.push({ token, kind, id: storable(text, LONGEST) });
    return token;
  }

  function parameter(name: string, value: unknown): unknown {
    if (typeof value === 'string') {
      if (PLAIN.has(name) && PLAIN_VALUE.test(value)) return value;
      // Where in a list someone read on: a cursor may hold a person's id, and tells nothing else.
      return name === 'cursor' ? `#${tokenOf(keys, value)}` : word('parameter', value);
    }
    if (Array.isArray(value)) return value.map((each) => parameter(name, each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [word('parameter', key), parameter('', each)]),
    );
  }

  return {
    found: found as readonly Word[],
    /** `anonymous:` is followed by what the address policy left, everything else by a token. */
    actor(text: string): string {
      const kind = text.split(':', 1)[0]!;
      return kind === 'anonymous' ? storable(text, LONGEST) : `${kind}:${word('actor', text)}`;
    },
    target: (id: string | null): string | null => (id === null ? null : word('user', id)),
    parameters(given: Readonly<Record<string, unknown>> | null): string | null {
      if (given === null) return null;
      return JSON.stringify(
        Object.fromEntries(Object.entries(given).map(([name, value]) => [name, parameter(name, value)])),
      );
    },
  };
}
