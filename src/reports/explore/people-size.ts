import { type PeopleSize, type PeopleSizeQuery, type Rules, readGivenRules } from '../../contract/index.ts';
import { isFew } from '../anonymous/summary.ts';
import type { ReportContext } from '../context.ts';
import { BadRequest } from '../errors.ts';
import { metaOf } from '../meta.ts';
import { LISTED, type Range, resolveRange } from '../range/period.ts';
import { read } from '../read/reader.ts';
import { whoFits } from '../segments/who-fits.ts';

/**
 * GET /explore/people/size: how many fit rules, by now.
 *
 * @throws BadRequest for a rule that can't be answered any more
 */
export function run(ctx: ReportContext, query: PeopleSizeQuery): Promise<PeopleSize> {
  const rules = readGivenRules(ctx.catalogue, query.rules);
  if (query.anonymize) refuseNames(rules);
  return read(ctx, async (r) => {
    const range = todayIn(ctx, query.timezone);
    const { nos, of, source } = await whoFits(r, rules, { now: ctx.now, zone: range.timezone });
    const hides = query.anonymize && (isFew(nos.length) || isFew(of - nos.length));
    return {
      size: hides ? null : nos.length,
      of,
      meta: metaOf(ctx, range, {
        filters: { rules: query.rules, ...(query.anonymize && { anonymize: 'true' }) },
        source,
      }),
    };
  });
}

/** Today, which the spans of rules end with. */
export const todayIn = (ctx: ReportContext, timezone: string | undefined): Range =>
  resolveRange({ ...LISTED, period: 'today', timezone, interval: 'day' }, ctx);

/** @throws BadRequest for a rule about somebody by name */
function refuseNames(rules: Rules): void {
  const place = rules.flat().findIndex((rule) => rule.is === 'referred' && rule.how === 'by');
  if (place >= 0)
    throw new BadRequest({
      rules: `rule ${place + 1} names somebody, which is refused where nobody may be told of; take referred:anybody`,
    });
}
