import type { platformRoutes } from '../../contract/families/platform/routes.ts';
import type {
  CommunityLikes,
  CommunityShares,
  CreditTransactions,
  LikeOutcomePeopleQuery,
  LikeOutcomes,
  LikeOutcomesQuery,
  RecentReferrals,
  ReferralOutcome,
  ReferralOutcomePeopleQuery,
  ReferralOutcomes,
  ReferralOutcomesQuery,
} from '../../contract/index.ts';
import type { Column, TableFormat } from '../../export/index.ts';
import type { ReportContext } from '../../reports/context.ts';
import { reports } from '../../reports/index.ts';
import { exportLikeOutcomePeople } from '../../reports/platform/like-outcomes.ts';
import { exportReferralOutcomePeople } from '../../reports/platform/referral-outcomes.ts';
import type { Call, HandlersOf, Reply } from '../handler.ts';
import { contextOf } from '../report-context.ts';
import { refuseFileParams, refuseLongFile, tableReply, wholeList } from '../table-reply.ts';
import { fields, openNumbers, people } from './answers.ts';

const COLUMNS: readonly Column<RecentReferrals['referrals'][number]>[] = [
  { name: 'timestamp', value: (row) => row.timestamp },
  { name: 'code', value: (row) => row.code },
  { name: 'creditReward', value: (row) => row.creditReward },
  { name: 'referrerId', value: (row) => row.referrer.id },
  { name: 'referrerEmail', value: (row) => row.referrer.email },
  { name: 'referrerName', value: (row) => row.referrer.name },
  { name: 'refereeId', value: (row) => row.referee.id },
  { name: 'refereeEmail', value: (row) => row.referee.email },
  { name: 'refereeName', value: (row) => row.referee.name },
];

interface OfUser {
  readonly id: string;
  readonly userId: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly timestamp: string;
}

/** A fact of a user, with what it tells of its own in the middle. */
const columnsOf = <Row extends OfUser>(...names: (keyof Row & string)[]): Column<Row>[] =>
  ['timestamp', 'userId', 'email', 'name', ...names, 'id'].map((name) => ({
    name,
    value: (row) => row[name as keyof Row],
  }));

const SHARES = columnsOf<CommunityShares['shares'][number]>('kind');
const LIKES = columnsOf<CommunityLikes['likes'][number]>('shareId', 'ownerId', 'ownerName', 'kind');
const TRANSACTIONS = columnsOf<CreditTransactions['transactions'][number]>(
  'kind',
  'amount',
  'currency',
  'credits',
);

interface Person {
  readonly userId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly count: number;
  readonly amount?: number | null;
  readonly credits?: number;
}

/** Whoever the facts of a list are of, with their number and their sums. */
const peopleColumns = (...sums: (keyof Person)[]): Column<Person>[] =>
  (['userId', 'email', 'name', 'count', ...sums] as const).map((name) => ({
    name,
    value: (row) => row[name],
  }));

const PEOPLE = peopleColumns();
const REFERRERS = peopleColumns('credits');
const PAYERS = peopleColumns('amount', 'credits');

interface OutcomeRow extends ReferralOutcome {
  /** Null for all together. */
  readonly key: string | null;
  readonly email: string | null;
  readonly came: 'referred' | 'otherwise';
}

const OUTCOMES = fields<OutcomeRow>(
  'key',
  'email',
  'came',
  'signedUp',
  'active',
  'created',
  'paid',
  'open',
  'revenue',
  'credits',
);

type LikeOutcomeRow = Omit<LikeOutcomes['rows'][number], 'owner'> & { readonly email: string | null };

const LIKE_OUTCOMES = fields<LikeOutcomeRow>(
  'key',
  'email',
  'shared',
  'liked',
  'firstLikers',
  'newcomers',
  'created',
  'open',
  'left',
  'median',
);

/** Each row, with whom nobody referred beside it, or last where it has none. */
const outcomeRows = ({ rows, otherwise }: ReferralOutcomes): OutcomeRow[] => [
  ...rows.flatMap(({ key, referrer, otherwise: others, ...referred }): OutcomeRow[] => [
    { ...referred, key, email: referrer?.email ?? null, came: 'referred' },
    ...(others ? [{ ...others, key, email: null, came: 'otherwise' as const }] : []),
  ]),
  ...(rows.some((row) => row.otherwise)
    ? []
    : [{ ...otherwise, key: null, email: null, came: 'otherwise' as const }]),
];

export const platformHandlers: HandlersOf<typeof platformRoutes> = {
  referralStats: {
    cached: true,
    run: async (call) => ({ body: await reports.referralStats(await contextOf(call), call.query) }),
  },
  recentReferrals: {
    run: (call) =>
      listReply(call, reports.recentReferrals, {
        name: 'referrals',
        columns: COLUMNS,
        rowsOf: (body) => body.referrals,
        people: REFERRERS,
      }),
  },
  referralOutcomes: openNumbers<ReferralOutcomesQuery, ReferralOutcomes, OutcomeRow>({
    name: ({ by }) => `referral-outcomes-by-${by}`,
    report: reports.referralOutcomes,
    whole: (ctx, query) => reports.referralOutcomes(ctx, query, Number.POSITIVE_INFINITY),
    columns: () => OUTCOMES,
    rows: outcomeRows,
  }),
  referralOutcomePeople: people<ReferralOutcomePeopleQuery>({
    name: 'referral-outcomes-people',
    page: reports.referralOutcomePeople,
    file: exportReferralOutcomePeople,
  }),
  communityStats: {
    cached: true,
    run: async (call) => ({ body: await reports.communityStats(await contextOf(call), call.query) }),
  },
  communityShares: {
    run: (call) =>
      listReply(call, reports.communityShares, {
        name: 'shares',
        columns: SHARES,
        rowsOf: (body) => body.shares,
        people: PEOPLE,
      }),
  },
  communityLikes: {
    run: (call) =>
      listReply(call, reports.communityLikes, {
        name: 'likes',
        columns: LIKES,
        rowsOf: (body) => body.likes,
        people: PEOPLE,
      }),
  },
  likeOutcomes: openNumbers<LikeOutcomesQuery, LikeOutcomes, LikeOutcomeRow>({
    name: ({ by }) => `like-outcomes-by-${by}`,
    report: reports.likeOutcomes,
    whole: (ctx, query) => reports.likeOutcomes(ctx, query, Number.POSITIVE_INFINITY),
    columns: () => LIKE_OUTCOMES,
    rows: ({ rows }) => rows.map(({ owner, ...row }) => ({ ...row, email: owner?.email ?? null })),
  }),
  likeOutcomePeople: people<LikeOutcomePeopleQuery>({
    name: 'like-outcomes-people',
    page: reports.likeOutcomePeople,
    file: exportLikeOutcomePeople,
  }),
  creditTransactions: {
    run: (call) =>
      listReply(call, reports.creditTransactions, {
        name: 'credit-transactions',
        columns: TRANSACTIONS,
        rowsOf: (body) => body.transactions,
        people: PAYERS,
      }),
  },
  userFacts: {
    target: 'userId',
    run: async (call) => ({
      body: await reports.userFacts(await contextOf(call), { userId: call.params.userId! }),
    }),
  },
};

interface ListQuery {
  readonly format: 'json' | TableFormat;
  readonly columns?: readonly string[] | undefined;
  readonly bom: boolean;
  readonly pageSize: number;
}

interface ListOptions<Body, Row> {
  /** Of the file. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rowsOf: (body: Body) => readonly Row[];
  /** Of the people in place of the rows. */
  readonly people: readonly Column<Person>[];
}

interface ListBody {
  readonly nextCursor: string | null;
  readonly people?: readonly Person[] | undefined;
}

/**
 * A list as a page, or with `format` whole as a file.
 *
 * @throws BadRequest for an unknown column, for parameters of the other kind, or a list too long for a file
 */
async function listReply<Q extends ListQuery, Body extends ListBody, Row>(
  call: Pick<Call, 'view' | 'services' | 'signal' | 'given'> & { readonly query: Q },
  report: (ctx: ReportContext, query: Omit<Q, 'format' | 'columns' | 'bom'>) => Promise<Body>,
  { name, columns, rowsOf, people }: ListOptions<Body, Row>,
): Promise<Reply> {
  const { format, columns: asked, bom, ...query } = call.query;
  const ctx = await contextOf(call);
  if (format === 'json') {
    refuseFileParams(call.given);
    const body = await report(ctx, query);
    return { body, rows: (body.people ?? rowsOf(body)).length };
  }
  const body = await report(ctx, wholeList(query, call.given));
  refuseLongFile(body.nextCursor);
  const file = { format, asked, bom };
  return body.people
    ? tableReply({ ...file, name: `${name}-by-user`, columns: people, rows: body.people })
    : tableReply({ ...file, name, columns, rows: rowsOf(body) });
}
