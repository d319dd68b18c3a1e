import { defaultCatalogue } from '../../catalogue/index.ts';
import type { UsageAnalytics, UserRow } from '../../contract/index.ts';
import { inCounter, inGroup, isFew, ofFeature, type Published, type Truth } from './published.ts';

/** The same question with nothing hidden, but pseudonyms in place of ids. */
export type Open = Pick<UsageAnalytics, 'summary' | 'features' | 'groups' | 'meta'> & {
  readonly users: UserRow[];
};

type Mutant = (p: Published, open: Open, truth: Truth) => Published;

const COUNTERS = Object.keys(defaultCatalogue.counters);
const fewIn = ({ all }: Truth, name: string) => {
  const is = inCounter(name);
  return is !== null && isFew(all.filter(is));
};
const without = (row: UserRow, isHidden: (name: string) => boolean): UserRow => ({
  ...row,
  ...Object.fromEntries(COUNTERS.filter(isHidden).map((name) => [name, null])),
});
/** Rows in the order of the answer, but as somebody else tells them. */
const rowsOf = (p: Published, open: Open, told: (row: UserRow, hidden: UserRow) => UserRow): UserRow[] =>
  p.users.map((hidden) => told(open.users.find(({ userId }) => userId === hidden.userId)!, hidden));
const changed = (
  p: Published,
  more: Partial<Published>,
  answer: Partial<UsageAnalytics> = {},
): Published => ({
  ...p,
  ...more,
  answer: { ...p.answer, topUsers: [], ...answer },
});

/** Answers that somebody might give who hides too little, each in one way. */
export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'hides what is of a few, and nothing beside it': (p, open, truth) =>
    changed(
      p,
      { file: [], users: rowsOf(p, open, (row) => without(row, (name) => fewIn(truth, name))) },
      {
        summary: {
          ...open.summary,
          counters: Object.fromEntries(
            COUNTERS.map((name) => [name, fewIn(truth, name) ? null : open.summary.counters[name]!]),
          ),
        },
        features: open.features
          .filter(({ feature }) => !isFew(truth.all.filter(ofFeature(feature))))
          .map((each) => ({
            ...each,
            actions: each.actions.filter(
              ({ action }) => !isFew(truth.all.filter((row) => row.action === action)),
            ),
            counters: {},
            distributions: {},
          })),
      },
    ),
  'judges each page by itself': (p, open) => {
    const users = rowsOf(p, open, (row) => row).map((row, i, all) => {
      const page = all.slice(i - (i % 7), i - (i % 7) + 7);
      return without(row, (name) => {
        const n = page.filter((each) => Number(each[name]) > 0).length;
        return n > 0 && n < 5;
      });
    });
    return changed(p, { users, file: [] });
  },
  'forgets that totals are sums': (p, open) => {
    const { activities, totalActivity, totalCaptions } = open.summary;
    return changed(
      p,
      { users: rowsOf(p, open, ({ totalActivity }, row) => ({ ...row, totalActivity })) },
      {
        summary: { ...p.answer.summary, activities, totalActivity, totalCaptions },
        features: open.features.map((each) => ({
          ...(p.answer.features.find(({ feature }) => feature === each.feature) ?? {
            ...each,
            actions: [],
            counters: {},
            distributions: {},
          }),
          activities: each.activities,
        })),
      },
    );
  },
  'forgets rows': (p, open) => changed(p, { users: rowsOf(p, open, (row) => row), file: [] }),
  "orders rows by what they don't tell": (p, open) => {
    const hidden = (row: UserRow) => open.users.findIndex(({ userId }) => userId === row.userId);
    return changed(p, { users: [...p.users].sort((a, b) => hidden(a) - hidden(b)) });
  },
  'tells how many rows there are': (p, { meta }) =>
    changed(p, {}, { meta: { ...p.answer.meta, totalRows: meta.totalRows } }),
  'tells instants': (p, { users }) =>
    changed(p, { users: users.map((row) => ({ ...row, userId: p.users[0]?.userId ?? '' })) }),
  'judges groups without their totals': (p, open, { all }) => {
    const { groupBy } = p;
    const shown = open.groups?.filter(({ key }) => !isFew(all.filter((row) => inGroup(row, key))));
    return groupBy && shown ? changed(p, {}, { groups: shown }) : p;
  },
};
