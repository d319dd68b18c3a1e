import type { CohortPeople, CohortPeopleQuery, Profile } from '../../contract/index.ts';
import type { ReportContext } from '../context.ts';
import { BadRequest } from '../errors.ts';
import type { LineOf } from '../export-users.ts';
import { metaOf, readOf } from '../meta.ts';
import type { Range } from '../range/period.ts';
import { pickColumns } from '../read/columns.ts';
import { type DownloadLines, started } from '../read/download.ts';
import { openReader } from '../read/open-reader.ts';
import { type ReportReader, read } from '../read/reader.ts';
import { askCohorts } from './ask-cohorts.ts';
import { echoOf } from './cohorts.ts';
import { profilesByNumber } from './profiles-by-number.ts';

type Asked = Omit<CohortPeopleQuery, 'format' | 'bom'>;

/**
 * GET /explore/retention/people: a page of who came back, or stayed away, of a cell; in the order in which they were first
 * known.
 *
 * @throws BadRequest for a range that can't be served, or a cell that isn't there
 */
export function run(ctx: ReportContext, query: Asked): Promise<CohortPeople> {
  return read(ctx, async (r) => {
    const { asked, nos } = await peopleIn(r, query);
    const from = (query.page - 1) * query.pageSize;
    return {
      people: await rowsOf(r, nos.subarray(from, from + query.pageSize)),
      meta: metaOf(ctx, asked.range, {
        filters: {
          ...asked.v.scope.echo,
          ...echoOf(query),
          cohort: query.cohort,
          n: String(query.n),
          who: query.who,
        },
        ...readOf(asked.v),
        totalRows: nos.length,
        page: query.page,
        pageSize: query.pageSize,
      }),
    };
  });
}

/** Rows that are made in one go, so that the event loop is let be in between. */
const BATCH = 500;
const COLUMNS = (['userId', 'email', 'name'] as const).map((name) => ({ name }));

/** The same people as lines, all of them. */
export async function exportCohortPeople(
  ctx: ReportContext,
  query: Asked,
  lineOf: LineOf,
  signal: AbortSignal,
): Promise<DownloadLines & { readonly range: Range }> {
  const open = await openReader(ctx, signal);
  try {
    const { r } = open;
    const { asked, nos } = await peopleIn(r, query);
    const columns = pickColumns(COLUMNS, query.columns);
    const line = lineOf(columns);
    return {
      range: asked.range,
      total: nos.length,
      columns: columns.map(({ name }) => name),
      batches: await started(
        (async function* () {
          for (let from = 0; from < nos.length; from += BATCH) {
            const rows = await rowsOf(r, nos.subarray(from, from + BATCH));
            yield rows.map((row) => line(columns.map(({ name }) => row[name])));
          }
        })(),
      ),
      close: open.close,
    };
  } catch (error) {
    await open.close();
    throw error;
  }
}

async function peopleIn(r: ReportReader, query: Asked) {
  const asked = await askCohorts(r, query);
  const { days, cohorts, bounds } = asked.grid;
  const cohort = days.slice(0, cohorts).indexOf(query.cohort);
  if (cohort < 0)
    throw new BadRequest({
      cohort: `takes the first day of a period of the range, ${days[0]} to ${days[cohorts - 1]}`,
    });
  if (query.n > query.periods || bounds[cohort + query.n]! >= r.ctx.now)
    throw new BadRequest({
      n: 'names a period that lies ahead, or after the last that is asked for; take an earlier one',
    });
  const [{ list }] = await asked.v.walk([asked.question({ cohort, n: query.n, came: query.who === 'came' })]);
  return { asked, nos: list! };
}

async function rowsOf(r: ReportReader, nos: Int32Array): Promise<Profile[]> {
  const profiles = await profilesByNumber(r, [...nos]);
  return Array.from(nos, (no) => profiles.get(no)!);
}
