import { type Catalogue, defaultCatalogue, defineCatalogue } from '../../../src/catalogue/index.ts';

const { fingerprint: _, ...plain } = defaultCatalogue;

/** The catalogue of the nth version after this one: each counts one thing more. */
export const newer = (nth: number): Catalogue =>
  defineCatalogue({
    ...plain,
    counters: {
      ...plain.counters,
      ...Object.fromEntries(
        Array.from({ length: nth }, (_, i) => [
          `extra${i + 1}`,
          { label: `Extra ${i + 1}`, feature: 'sessions', actions: ['session_created'] },
        ]),
      ),
    },
  }) as Catalogue;
