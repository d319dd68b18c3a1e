import { fold } from '../catalogue/index.ts';
import { type KeptAs, keptAs, spellingsOf } from '../db/breakdown-values.ts';
import type { Reader } from './reader.ts';

const registered = (r: Reader) =>
  r.once('breakdownValues', () =>
    r.rows<{ breakdown: string; value: string }>(`select breakdown, value from ${r.s}.breakdown_values`),
  );

/** The name under which rollups keep a value: the first spelling, or `(other)` for those past the limit. */
export const keptValues = async (r: Reader): Promise<KeptAs> => keptAs(await registered(r));

/** What a value of the log is called, where all are told apart: the first spelling of those that fold alike. */
export const spelledValues = (r: Reader): Promise<KeptAs> =>
  r.once('spelledValues', async () => {
    const spelling = spellingsOf(await registered(r));
    const seen = new Map<string, string>();
    return (breakdown: string, value: string): string => {
      const known = spelling(breakdown, value);
      if (known !== undefined) return known;
      const key = `${breakdown} ${fold(value)}`;
      if (!seen.has(key)) seen.set(key, value);
      return seen.get(key)!;
    };
  });
