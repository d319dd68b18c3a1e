import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/http.ts';
import { testDatabase } from '../../../test/support/index.ts';
import type { ActivityInput, UsageAnalytics, UserRow } from '../../contract/index.ts';
import { deriveKey } from '../../secrets/derive-key.ts';
import { pick, seeded } from '../testing/history.ts';
import { MUTANTS, type Open } from '../testing/mutants.ts';
import { leaksOf, type Published, type Truth, tried } from '../testing/published.ts';
import { ofLines, ofPeople, type Raw, readRaw } from '../testing/recount.ts';
import { pseudonym } from './pseudonym.ts';

/** Random tables that are asked about; 2,000 of them take some minutes. */
const TABLES = Number(process.env.DERIVE_TABLES ?? 30);
const DAY = 86_400_000;
const FIRST = Date.parse('2020-01-01T00:00:00Z');
const NOW = FIRST + TABLES * 2 * DAY;
const secret = new Uint8Array(32).fill(9);
const USERS = Array.from({ length: 16 }, (_, i) => `user-${i}`);
const INTERNAL = ['user-0', 'user-1'];
const ACTIONS = [
  'session_created',
  'session_viewed',
  'session_refreshed',
  'smart_caption_generated',
  'smart_caption_generated',
  'custom_caption_created',
  'babecock_created',
  'babecock_remix',
  'media_uploaded',
  'media_deleted',
  'community_liked',
  'user_updated',
  'settings_updated',
] as const;
const GROUPINGS = [
  ['theme'],
  ['action'],
  ['day'],
  ['feature', 'day'],
  ['action', 'day'],
  ['theme', 'day'],
  ['action', 'layout'],
];
const SORTS = [
  'totalActivity',
  'activities',
  'lastActivityAt',
  'sessionsCreated',
  'smartCaptionsGenerated',
  'mediaUploaded',
  'captionThemeJoi',
];

/** A table: two days in which some users did some things. */
function history(table: number): ActivityInput[] {
  const random = seeded(table + 1);
  const users = USERS.slice(0, 3 + Math.floor(random() * (USERS.length - 2)));
  const actions = Array.from({ length: 2 + Math.floor(random() * 7) }, () => pick(random, ACTIONS));
  return users.flatMap((userId) =>
    Array.from({ length: Math.floor(random() * 6) }, () => ({
      eventId: randomUUID(),
      userId,
      // Some actions are of few.
      action: actions[Math.floor(random() ** 2 * actions.length)]!,
      createdAt: FIRST + table * 2 * DAY + Math.floor(random() * 2 * DAY),
      details: {
        theme: pick(random, ['JOI', 'Beta', 'Odd', undefined]),
        layout: pick(random, ['side-by-side', 'top-bottom']),
      },
    })),
  );
}

let s: TestServer;
let admin: string;
let raw: Raw;

beforeAll(async () => {
  const t = await testDatabase({ now: () => NOW });
  await t.db.pool.query(
    `insert into ${t.db.s}.users (id, internal, email, identified, created_at)
     select id, id = any($2), id || '@example.com', true, $3 from unnest($1::text[]) id`,
    [USERS, INTERNAL, new Date(FIRST)],
  );
  for (let table = 0; table < TABLES; table += 50)
    await t.ingest.writeHistory(
      Array.from({ length: Math.min(50, TABLES - table) }, (_, i) => history(table + i)).flat(),
      'test',
    );
  s = await testServer({ now: () => NOW, secret }, t);
  admin = await s.key('admin');
  raw = await readRaw(t.db);
}, 600_000);
afterAll(() => s?.close());

const ask = (query: string) => s.ask(`/api/admin/usage-analytics?compare=none&${query}`, { as: admin });

const rangeOf = (table: number) => {
  const date = (day: number) => new Date(FIRST + day * DAY).toISOString().slice(0, 10);
  return `startDate=${date(table * 2)}&endDate=${date(table * 2 + 1)}`;
};

function truthOf(table: number): Truth {
  const start = FIRST + table * 2 * DAY;
  const question = { start, end: start + 2 * DAY, excludeInternal: true };
  const key = deriveKey(secret, 'pseudonyms');
  return {
    all: ofLines(raw, question),
    people: ofPeople(raw, question),
    nameOf: (userId) => pseudonym(key, userId),
  };
}

async function publish(table: number): Promise<Published> {
  const random = seeded(table + 5_000);
  const question = `${rangeOf(table)}&anonymize=true`;
  const groupBy = random() < 0.4 ? pick(random, GROUPINGS) : null;
  if (groupBy) return { ...(await grouped(question, groupBy)), groupBy };
  const wanted = pick(random, SORTS);
  let page = await ask(`${question}&sortBy=${wanted}&pageSize=7`);
  // Refused where every row has null in its place, and only there.
  if (page.status === 400) {
    expect(page.json.fields.sortBy).toMatch(/is null here/);
    page = await ask(`${question}&pageSize=7`);
    expect(page.json.users.every((row: UserRow) => row[wanted] === null)).toBe(true);
  }
  const answer: UsageAnalytics = page.json;
  const users = [...answer.users];
  const { sortBy } = answer.meta.filters;
  for (let no = 2; users.length < (answer.meta.totalRows ?? 0); no++)
    users.push(...(await ask(`${question}&sortBy=${sortBy}&pageSize=7&page=${no}`)).json.users);
  // Nobody shared anything: all are equal by it.
  const ties = await ask(`${question}&sortBy=sessionsShared&pageSize=500`);
  const file = await s.ask(`/api/admin/users/export/csv?${question}&sortBy=${sortBy}`, { as: admin });
  const summary = await s.ask(`/api/admin/usage-summary?compare=none&${question}`, { as: admin });
  expect([summary.json.summary, summary.json.features]).toEqual([answer.summary, answer.features]);
  return {
    answer,
    users,
    file: linesOf(file.text),
    ties: ties.json.users.map((row: UserRow) => row.userId),
    sortBy: sortBy!,
    groupBy,
  };
}

async function grouped(question: string, groupBy: readonly string[]): Promise<Omit<Published, 'groupBy'>> {
  const by = `${question}&groupBy=${groupBy.join()}`;
  const answer: UsageAnalytics = (await ask(`${by}&groupPageSize=5`)).json;
  const groups = [...answer.groups!];
  for (let no = 2; groups.length < answer.totalGroups!; no++)
    groups.push(...(await ask(`${by}&groupPageSize=5&groupPage=${no}`)).json.groups);
  const file = linesOf((await ask(`${by}&format=csv`)).text);
  expect(file.map((line) => [line.label, Number(line.count)])).toEqual(
    groups.map(({ label, count }) => [label, count]),
  );
  return { answer: { ...answer, groups }, users: answer.users, file: [], ties: [], sortBy: '' };
}

function linesOf(text: string): Record<string, string>[] {
  const [header, ...lines] = text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(header!.map((name, i) => [name, cells[i]!])));
}

/** The same question with nothing hidden. */
async function open(table: number, { groupBy }: Published, { nameOf }: Truth): Promise<Open> {
  const by = groupBy ? `&groupBy=${groupBy.join()}` : '';
  const { json } = await ask(`${rangeOf(table)}&pageSize=500${by}`);
  const users = json.users.map((row: UserRow) => ({ ...row, userId: nameOf(row.userId) }));
  return { ...json, users };
}

it(`gives nothing hidden away, over all pages and files of a question (${TABLES} tables)`, async () => {
  for (let table = 0; table < TABLES; table++)
    expect([table, leaksOf(await publish(table), truthOf(table))]).toEqual([table, []]);
  expect(tried()).toBeGreaterThan(TABLES);
  console.log(`${tried()} derivations tried over ${TABLES} tables`);
}, 3_600_000);

it('is found at fault where it hides too little', async () => {
  const caught = new Map<string, string>();
  for (let table = 0; table < TABLES && caught.size < Object.keys(MUTANTS).length; table++) {
    const truth = truthOf(table);
    const honest = await publish(table);
    const all = await open(table, honest, truth);
    for (const [name, mutate] of Object.entries(MUTANTS)) {
      const [leak] = leaksOf(mutate(honest, all, truth), truth);
      if (leak !== undefined && !caught.has(name)) caught.set(name, leak);
    }
  }
  expect(Object.fromEntries(caught)).toEqual({
    'hides what is of a few, and nothing beside it': expect.stringMatching(/can be derived/),
    'judges each page by itself': expect.stringMatching(/hidden in some rows alone|is of a few/),
    'forgets that totals are sums': expect.stringMatching(/can be derived|is of a few/),
    'forgets rows': expect.stringMatching(/is of a few|can be derived/),
    "orders rows by what they don't tell": 'the order tells more than the rows',
    'tells how many rows there are': 'the number of people',
    'tells instants': 'instants',
    'judges groups without their totals': expect.stringMatching(/can be derived/),
  });
});
