import type { CohortPeopleQuery, Profile } from '../../contract/index.ts';
import { BadRequest } from '../errors.ts';
import { type Found, peopleFile, peoplePage, WHO } from '../people/behind.ts';
import { profilesInOrder } from '../people/profiles.ts';
import type { ReportReader } from '../read/reader.ts';
import { askCohorts } from './ask-cohorts.ts';
import { echoOf } from './cohorts.ts';

type Asked = Omit<CohortPeopleQuery, 'format' | 'bom'>;

/**
 * GET /explore/retention/people: a page of who came back, or stayed away, of a cell; in the order in which they were first
 * known.
 *
 * @throws BadRequest for a range that can't be served, or a cell that isn't there
 */
export const run = peoplePage(find);
export const exportCohortPeople = peopleFile(find);

async function find(r: ReportReader, query: Asked): Promise<Found<Profile>> {
  const { v, range, grid, question } = await askCohorts(r, query);
  const { days, told, bounds } = grid;
  const cohort = days.slice(0, told).indexOf(query.cohort);
  if (cohort < 0)
    throw new BadRequest({
      cohort: `takes the first day of a period of the range, ${days[0]} to ${days[told - 1]}`,
    });
  if (query.n > query.periods || bounds[cohort + query.n]! >= r.ctx.now)
    throw new BadRequest({
      n: 'names a period that lies ahead, or after the last that is asked for; take an earlier one',
    });
  const [{ list }] = await v.walk([question({ cohort, n: query.n, came: query.who === 'came' })]);
  return {
    v,
    range,
    filters: { ...echoOf(query), cohort: query.cohort, n: String(query.n), who: query.who },
    total: list!.length,
    columns: WHO,
    rows: (from, to) => profilesInOrder(r, list!.subarray(from, to)),
  };
}
