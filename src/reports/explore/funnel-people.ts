import { type FunnelPeople, type FunnelPeopleQuery, NONE } from '../../contract/index.ts';
import type { FunnelTries } from '../../store/questions/funnel.ts';
import { BadRequest } from '../errors.ts';
import { type Found, type PeopleColumn, peopleFile, peoplePage, WHO } from '../people/behind.ts';
import { profilesByNumber } from '../people/profiles.ts';
import { LISTED } from '../range/period.ts';
import { at, type ReportReader } from '../read/reader.ts';
import { type AskedFunnel, askFunnel } from './ask-funnel.ts';
import { echoOf } from './funnel.ts';

type Row = FunnelPeople['people'][number];
type Asked = Omit<FunnelPeopleQuery, 'format' | 'bom'>;

/**
 * GET /explore/funnel/people: a page of the tries that a bar counts, or of those that were lost before it, latest first.
 *
 * @throws BadRequest for a range that can't be served, or a bar that the funnel doesn't have
 */
export const run = peoplePage(find);
export const exportFunnelPeople = peopleFile(find);

async function find(r: ReportReader, query: Asked): Promise<Found<Row>> {
  const { f, tries, order } = await triesIn(r, query);
  return {
    v: f.v,
    range: f.range,
    filters: {
      ...echoOf(query),
      bar: String(query.bar),
      who: query.who,
      ...(query.group !== undefined && { group: query.group }),
    },
    total: order.length,
    columns: columnsOf(f, query),
    rows: (from, to) => rowsOf(r, f, tries, order.subarray(from, to), query),
  };
}

const columnsOf = (f: AskedFunnel, { groupBy }: Asked): PeopleColumn<Row>[] => [
  ...WHO,
  { name: 'reached', value: ({ reached }) => reached },
  ...(groupBy === undefined ? [] : [{ name: groupBy, value: ({ group }: Row) => group }]),
  { name: 'tookMs', value: ({ tookMs }) => tookMs },
  ...f.steps.labels.map(
    (_, i): PeopleColumn<Row> => ({ name: `step${i + 1}At`, value: ({ times }) => times[i] ?? null }),
  ),
];

/** The tries that are asked for, and their order: latest first, those of one instant by user. */
async function triesIn(r: ReportReader, query: Asked) {
  const { bar, who, group: key } = query;
  const f = await askFunnel(r, { ...query, ...LISTED });
  const size = f.steps.labels.length;
  if (bar > size) throw new BadRequest({ bar: `takes 1 to ${size}: so many steps there are` });
  if (bar === 1 && who === 'lost')
    throw new BadRequest({ who: 'takes reached for the first bar: nobody is lost before it' });
  if (key !== undefined && query.groupBy === undefined)
    throw new BadRequest({ group: 'is of groups; add groupBy, or leave it out' });
  const group = key === undefined ? null : f.groups.indexOf(key === NONE ? '' : key);
  const [answer] = await f.v.walk([
    f.question([], {
      from: who === 'reached' ? bar : bar - 1,
      to: who === 'reached' ? size : bar - 1,
      group,
    }),
  ]);
  const tries = answer.list!;
  const began = (i: number) => tries.times[i * size]!;
  const order = Int32Array.from({ length: tries.length }, (_, i) => i).sort(
    (a, b) => began(b) - began(a) || tries.users[a]! - tries.users[b]!,
  );
  return { f, tries, order };
}

async function rowsOf(
  r: ReportReader,
  f: AskedFunnel,
  tries: FunnelTries,
  order: Int32Array,
  { groupBy }: Asked,
): Promise<Row[]> {
  const size = f.steps.labels.length;
  const profiles = await profilesByNumber(r, [...new Set(Array.from(order, (i) => tries.users[i]!))]);
  return Array.from(order, (i) => {
    const reached = tries.reached[i]!;
    const times = tries.times.subarray(i * size, i * size + reached);
    return {
      ...profiles.get(tries.users[i]!)!,
      reached,
      ...(groupBy !== undefined && { group: f.groups[tries.groups[i]!]! }),
      times: Array.from(times, at),
      tookMs: times.at(-1)! - times[0]!,
    };
  });
}
