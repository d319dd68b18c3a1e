import {
  BEGINNER_STATES,
  type Beginners,
  type FirstUse,
  type FirstUseGroup,
  type FirstUsePeople,
  type FirstUsePeopleQuery,
  type FirstUseQuery,
  NONE,
} from '../../contract/index.ts';
import { anonymityOf } from '../anonymous/users.ts';
import type { ReportContext } from '../context.ts';
import { BadRequest } from '../errors.ts';
import { metaOf, readOf } from '../meta.ts';
import { type Found, peopleFile, peoplePage, WHO } from '../people/behind.ts';
import { profilesInOrder } from '../people/profiles.ts';
import { at, type ReportReader, read } from '../read/reader.ts';
import { anonymousFirstUse } from './anonymous-first-use.ts';
import { askFirstUse, type FirstUseAsked } from './ask-first-use.ts';
import { groupLabel } from './ask-funnel.ts';

type PeopleAsked = Omit<FirstUsePeopleQuery, 'format' | 'bom'>;

/**
 * GET /explore/first-use: what people use first after they begin, what else in their first days, and who of them stays.
 *
 * @throws BadRequest for a range that can't be served, or of which retention has left no order
 */
export function run(ctx: ReportContext, query: FirstUseQuery): Promise<FirstUse> {
  if (query.anonymize) anonymityOf(ctx, query);
  return read(ctx, async (r) => {
    const { v, range, keys, question } = await askFirstUse(r, query);
    const [{ all, first, used }] = await v.walk([question()]);
    const states = BEGINNER_STATES.length;
    const total = beginners(all);
    const open = [...keys, NONE].map((key, group): FirstUseGroup => {
      const part = (table: Float64Array) => beginners(table.subarray(group * states, (group + 1) * states));
      const [own, every] = [part(first), part(used)];
      return {
        key,
        label: key === NONE ? 'None' : groupLabel(r, query.groupBy, key),
        first: { ...own, share: share(own.people!, total.people!) },
        used: {
          ...every,
          share: share(every.people!, total.people!),
          ofStayed: share(every.stayed!, total.stayed!),
          ofLeft: share(every.left!, total.left!),
        },
      };
    });
    const there = open.filter(({ used }) => used.people! > 0).sort(mostFirst);
    const shown = query.anonymize ? anonymousFirstUse(total, there) : { total, groups: there };
    return {
      ...shown,
      meta: metaOf(ctx, range, {
        filters: { ...v.scope.echo, ...echoOf(query), ...(query.anonymize && { anonymize: 'true' }) },
        ...readOf(v),
      }),
    };
  });
}

const echoOf = ({ groupBy, begin, days }: FirstUseAsked): Record<string, string> => ({
  groupBy,
  begin,
  days: String(days),
});

const share = (part: number, of: number): number | null => (of === 0 ? null : part / of);

/** @param counts by state */
function beginners(counts: Float64Array): Beginners {
  const [stayed, left, open] = counts as unknown as [number, number, number];
  return { people: stayed + left + open, stayed, left, open, stays: share(stayed, stayed + left) };
}

const mostFirst = (a: FirstUseGroup, b: FirstUseGroup): number =>
  Number(a.key === NONE) - Number(b.key === NONE) ||
  b.first.people! - a.first.people! ||
  b.used.people! - a.used.people! ||
  (a.key < b.key ? -1 : 1);

/**
 * GET /explore/first-use/people: a page of who is in a number, the latest beginning first.
 *
 * @throws BadRequest for a range that can't be served, or of which retention has left no order
 */
export const people = peoplePage(find);
export const exportFirstUsePeople = peopleFile(find);

type Row = FirstUsePeople['people'][number];

async function find(r: ReportReader, query: PeopleAsked): Promise<Found<Row>> {
  const { v, range, keys, question } = await askFirstUse(r, query);
  const { group: key, use, state } = query;
  const group = key === undefined ? null : keys.indexOf(key);
  if (group === -1 && key !== NONE)
    throw new BadRequest({
      group: `takes a key of the answer, and there is no ${key}; it has ${[...keys, NONE].join(', ')}`,
    });
  const [{ list }] = await v.walk([question({ group, by: use, state: state ?? null })]);
  const { users, began, first, at: firstAt, states, length } = list!;
  return {
    v,
    range,
    filters: {
      ...echoOf(query),
      use,
      ...(key !== undefined && { group: key }),
      ...(state !== undefined && { state }),
    },
    total: length,
    columns: [
      ...WHO,
      ...(['began', 'state', 'first', 'firstAt'] as const).map((name) => ({
        name,
        value: (row: Row) => row[name],
      })),
    ],
    rows: async (from, to) =>
      (await profilesInOrder(r, users.subarray(from, to))).map((profile, i) => ({
        ...profile,
        began: at(began[from + i]!),
        state: BEGINNER_STATES[states[from + i]!]!,
        first: first[from + i]! < 0 ? null : keys[first[from + i]!]!,
        firstAt: first[from + i]! < 0 ? null : at(firstAt[from + i]!),
      })),
  };
}
