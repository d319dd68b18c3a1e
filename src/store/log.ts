import type pg from 'pg';
import { breakdownValue, type CatalogueInput, fold } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { type CopiedRow, instantAt, NULL, readCopy } from './copy.ts';
import { featureOfSignal, type Kind, type KindKey, type Kinds, namedIn } from './kinds.ts';
import { type LogAsked, logSql } from './log-sql.ts';
import type { Numbers } from './numbers.ts';
import { type Rows, RowsBuilder } from './rows.ts';
import { merged } from './stretch.ts';

export interface LogRead {
  readonly activities: Rows;
  readonly signals: Rows;
  /** Kinds that have no number yet; here they have one that holds for this reading alone. */
  readonly extra: readonly Kind[];
}

/** Combinations of what details say that are told apart, and the characters of all of them together: they are in memory. */
const MOST_TEXTS = 10_000;
const MOST_CHARACTERS = 4_000_000;

/** Details say so many different things that they aren't told apart. */
export class TooManyTexts extends Error {
  constructor() {
    super(`more than ${MOST_TEXTS.toLocaleString('en')} different values, or very long ones`);
    this.name = 'TooManyTexts';
  }
}

export interface LogContext {
  readonly db: Database;
  readonly client: pg.ClientBase;
  readonly catalogue: CatalogueInput;
  readonly kinds: Kinds;
  readonly numbers: Numbers;
  /** The write guard's, where it was read in the same snapshot. */
  readonly epoch?: number;
}

/**
 * What the log and the signals tell of some stretches, without rows that are pending, as columns. In the
 * transaction of `client`, whose snapshot it sees.
 */
export async function readLog(ctx: LogContext, asked: LogAsked): Promise<LogRead> {
  const stretches = merged(asked.stretches);
  const kinds = createResolver(ctx, asked);
  const users = createUsers();
  const [activities, signals] = [new RowsBuilder(), new RowsBuilder()];
  if (stretches.length === 0) return { activities: NONE, signals: NONE, extra: [] };

  const names = Object.keys(ctx.catalogue.breakdowns);
  const texts = names.length + (asked.details?.length ?? 0);
  await readCopy(ctx.client, logSql(ctx, asked, stretches, texts), FIRST_TEXT + texts, (row) => {
    const [user, instant] = [users.placeOf(row), instantAt(row.bytes, row.starts[1]!)];
    if (row.ends[2] === NULL) activities.add(user, instant, kinds.activity(row));
    else signals.add(user, instant, kinds.signal(row), row.bytes.readInt32BE(row.starts[2]!));
  });

  const numbers = await ctx.numbers.of(ctx.client, users.ids, ctx.epoch);
  const numbered = (rows: Rows): Rows => ({ ...rows, users: rows.users.map((place) => numbers[place]!) });
  return {
    activities: numbered(activities.done()),
    signals: numbered(signals.done()),
    extra: kinds.extra,
  };
}

const NONE = new RowsBuilder().done();

/** Before it: user, instant, how many of a signal, action or signal, feature. */
const FIRST_TEXT = 5;

/** Users by the order in which they came: their numbers are asked for at once, at the end. */
function createUsers() {
  const places = new Map<string, number>();
  const ids: string[] = [];
  return {
    ids,
    placeOf({ bytes, starts, ends }: CopiedRow): number {
      // As one character a byte: it is only looked up, and most often found.
      const key = bytes.toString('latin1', starts[0], ends[0]);
      let place = places.get(key);
      if (place === undefined) {
        place = ids.push(bytes.toString('utf8', starts[0], ends[0])) - 1;
        places.set(key, place);
      }
      return place;
    },
  };
}

/** Kinds by the bytes that tell them, so that a text is read once and not once a row. */
function createResolver({ catalogue: c, kinds }: LogContext, asked: LogAsked) {
  const named = namedIn(c);
  const names = Object.keys(c.breakdowns);
  const details = asked.details ?? [];
  const known = new Map<string, number>();
  const extra: Kind[] = [];
  // Others may learn of more kinds meanwhile: these numbers aren't theirs.
  const most = kinds.highest;
  const taken = Math.max(most, asked.taken ?? 0);
  const extraNumbers = new Map<string, number>();
  const spellings = new Map<string, string>();

  let characters = 0;
  const ownNumber = (key: KindKey): number => {
    const folded = key.values.map(([name, value]) => [name, names.includes(name) ? fold(value) : value]);
    const text = JSON.stringify([key.action, key.feature, key.signal, folded]);
    let no = extraNumbers.get(text);
    if (no === undefined) {
      no = taken + 1 + extra.length;
      characters += text.length;
      if (asked.saying && (extra.length === MOST_TEXTS || characters > MOST_CHARACTERS))
        throw new TooManyTexts();
      extraNumbers.set(text, no);
      extra.push({ ...key, no, values: new Map(key.values) });
    }
    return no;
  };
  /** The first spelling of those that fold alike. */
  const spelt = (name: string, value: string): string => {
    const registered = kinds.spelling(name, value);
    if (registered !== undefined) return registered;
    const key = `${name} ${fold(value)}`;
    if (!spellings.has(key)) spellings.set(key, value);
    return spellings.get(key)!;
  };
  const own = asked.apart || details.length > 0;
  const numberOf = (key: KindKey): number => {
    const no = own ? undefined : kinds.numberOf(key, named);
    return no !== undefined && no <= most ? no : ownNumber(key);
  };

  return {
    extra,
    activity({ bytes, starts, ends }: CopiedRow): number {
      // Lengths stand between the texts, so that different fields are never the same bytes.
      const last = starts.length - 1;
      const key = bytes.toString('latin1', starts[3]! - 4, ends[last] === NULL ? starts[last] : ends[last]);
      let no = known.get(key);
      if (no === undefined) {
        const text = (i: number) => (ends[i] === NULL ? null : bytes.toString('utf8', starts[i], ends[i]));
        const values = [
          ...names.flatMap((name, i) => {
            const raw = text(FIRST_TEXT + i);
            const value = raw === null ? null : breakdownValue(c, name, JSON.parse(raw));
            return value === null ? [] : [[name, spelt(name, value)] as const];
          }),
          ...details.flatMap((name, i) => {
            const value = text(FIRST_TEXT + names.length + i);
            return value === null ? [] : [[`details.${name}`, value] as const];
          }),
        ];
        no = numberOf({ action: text(3)!, feature: text(4)!, signal: '', values });
        known.set(key, no);
      }
      return no;
    },
    signal({ bytes, starts, ends }: CopiedRow): number {
      const signal = bytes.toString('utf8', starts[3], ends[3]);
      return numberOf({ action: '', feature: featureOfSignal(c, signal), signal, values: [] });
    },
  };
}
