import { NONE, NOT } from '../../../contract/index.ts';
import { BadRequest } from '../../errors.ts';
import { joinedIn } from '../../people/listed.ts';
import { firstPayments, referralCodes } from '../../people/traits.ts';
import type { Span } from '../../range/local-time.ts';
import type { ReportReader } from '../../read/reader.ts';
import type { Seen } from '../../read/seen.ts';
import { isOfAccounts, lastSaved, membersOf } from '../../segments/named.ts';
import type { Pair } from './cuts.ts';

/** What a user is in each range, by number. */
export interface Traits {
  /** `new` where the account was created in that range. */
  readonly account: Pair<(no: number) => string>;
  /** The code of the first referral; null where the platform knows no referral. */
  readonly referralCode: Pair<(no: number) => string> | null;
  /** `before` where somebody had paid before that range. */
  readonly paid: Pair<(no: number) => string>;
}

export async function traitsOf(r: ReportReader, v: Seen, spans: Pair<Span>): Promise<Traits> {
  // Internal accounts are new once, too, where what they did counts.
  const scope = { ...v.scope, internalPeople: true };
  const account: ((no: number) => string)[] = [];
  for (const span of spans) {
    const fresh = new Set(await joinedIn(r, span, scope));
    account.push((no) => (fresh.has(no) ? 'new' : 'returning'));
  }
  const codes = await referralCodes(r);
  const payments = await firstPayments(r);
  const paid = spans.map(({ start }) => (no: number) => {
    const at = payments.get(no);
    return at !== undefined && at < start ? 'before' : 'notYet';
  });
  const code = (no: number) => codes.get(no) ?? NONE;
  return {
    account: account as unknown as Pair<(no: number) => string>,
    referralCode: codes.size > 0 ? [code, code] : null,
    paid: paid as unknown as Pair<(no: number) => string>,
  };
}

/** In a saved segment or not, by now. */
export interface SegmentTrait {
  readonly dimension: string;
  /** The slug, or `not:SLUG`. */
  of(no: number): string;
  readonly name: string;
  /** Who is in it is told without what anybody did; else it is chosen by what it would explain. */
  readonly mayExplain: boolean;
}

/** So many are looked up: each costs about as much as its rules do. */
const MOST_SEGMENTS = 5;

export async function segmentTraits(r: ReportReader): Promise<SegmentTrait[]> {
  const found: SegmentTrait[] = [];
  for (const segment of await lastSaved(r, MOST_SEGMENTS)) {
    const { slug, name } = segment;
    try {
      const members = new Set((await membersOf(r, segment)).nos);
      found.push({
        dimension: `${OF_SEGMENT}${slug}`,
        of: (no) => (members.has(no) ? slug : `${NOT}${slug}`),
        name,
        mayExplain: isOfAccounts(r.ctx.catalogue, segment),
      });
    } catch (error) {
      // Whose rules can't be answered any more tells nothing.
      if (!(error instanceof BadRequest)) throw error;
    }
  }
  return found;
}

/** Before a slug, in the name of a dimension. */
export const OF_SEGMENT = 'segment.';
