import type { PathPeople, PathPeopleQuery } from '../../contract/index.ts';
import type { PathTries } from '../../store/questions/paths.ts';
import { BadRequest } from '../errors.ts';
import { type Found, type PeopleColumn, peopleFile, peoplePage, WHO } from '../people/behind.ts';
import { profilesByNumber } from '../people/profiles.ts';
import { at, type ReportReader } from '../read/reader.ts';
import { type AskedPaths, askPaths } from './ask-paths.ts';
import { folded, wayAt, waysOf } from './path-ways.ts';
import { echoOf } from './paths.ts';

type Row = PathPeople['people'][number];
type Asked = Omit<PathPeopleQuery, 'format' | 'bom'>;

/**
 * GET /explore/paths/people: a page of the tries that a number of a way counts, latest first.
 *
 * @throws BadRequest for a range that can't be served, or a way that isn't there
 */
export const run = peoplePage(find);
export const exportPathPeople = peopleFile(find);

async function find(r: ReportReader, query: Asked): Promise<Found<Row>> {
  const { asked, tries, order } = await triesIn(r, query);
  return {
    v: asked.v,
    range: asked.range,
    filters: {
      ...echoOf(query),
      ...(query.path !== undefined && { path: query.path }),
      who: query.who,
    },
    total: order.length,
    columns: columnsOf(query.steps),
    rows: (from, to) => rowsOf(r, asked, tries, order.subarray(from, to), query.steps),
  };
}

const columnsOf = (steps: number): PeopleColumn<Row>[] => [
  ...WHO,
  { name: 'beganAt', value: ({ began }) => began },
  ...Array.from({ length: steps }, (_, i): PeopleColumn<Row>[] => [
    { name: `step${i + 1}`, value: ({ path }) => path[i] ?? null },
    { name: `step${i + 1}At`, value: ({ times }) => times[i] ?? null },
  ]).flat(),
];

/** The tries that are asked for, and their order: latest first, those of one instant by user. */
async function triesIn(r: ReportReader, query: Asked) {
  const { who } = query;
  const path = query.path === undefined ? [] : query.path.split(';');
  refuseWay(r, query, path);
  const asked = await askPaths(r, query);
  const steps = path.map((key) => asked.keys.indexOf(key));
  const next = who === 'went' ? 'any' : who === 'ended' ? 'none' : await othersOf(asked, query, path);
  const tries = (await asked.walk({ path: steps, next })).list!;
  const order = Int32Array.from({ length: tries.length }, (_, i) => i).sort(
    (a, b) => tries.began[b]! - tries.began[a]! || tries.users[a]! - tries.users[b]!,
  );
  return { asked, tries, order };
}

/** Steps that the answer folds behind a way. */
async function othersOf(asked: AskedPaths, { most }: Asked, path: readonly string[]): Promise<Uint8Array> {
  const way = wayAt(folded(waysOf(await asked.walk(), asked.keys), most), path);
  if (!way)
    throw new BadRequest({
      path: 'is no way of the answer with so few next steps; take one that it tells, or more with most',
    });
  const shown = new Set(way.next.map((each) => each.path.at(-1)!));
  return Uint8Array.from(asked.keys, (key) => (shown.has(key) ? 0 : 1));
}

function refuseWay(
  { ctx: { catalogue: c } }: ReportReader,
  { nodes, steps, who }: Asked,
  path: readonly string[],
): void {
  const names = Object.keys(nodes === 'action' ? c.actions : c.features);
  const unknown = path.find((key) => !names.includes(key));
  if (unknown !== undefined)
    throw new BadRequest({
      path: `has ${unknown}, which is unknown; takes ${names.join(', ')}, with ; between`,
    });
  const most = who === 'went' ? steps : steps - 1;
  if (path.length > most)
    throw new BadRequest({
      path: `takes ${most} at most: behind the last of ${steps} steps nothing is told`,
    });
}

async function rowsOf(
  r: ReportReader,
  { keys }: AskedPaths,
  tries: PathTries,
  order: Int32Array,
  size: number,
): Promise<Row[]> {
  const profiles = await profilesByNumber(r, [...new Set(Array.from(order, (i) => tries.users[i]!))]);
  return Array.from(order, (i) => {
    const steps = tries.steps.subarray(i * size, (i + 1) * size).filter((step) => step >= 0);
    return {
      ...profiles.get(tries.users[i]!)!,
      began: at(tries.began[i]!),
      path: Array.from(steps, (step) => keys[step]!),
      times: Array.from(tries.times.subarray(i * size, i * size + steps.length), at),
    };
  });
}
