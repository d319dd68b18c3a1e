import { getTableName } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, EVE, NOW } from '../../../test/support/eve.ts';
import { anActivity, type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../../catalogue/index.ts';
import { PERSONAL } from '../../db/personal.ts';
import { exportUser } from '../../export/export-user.ts';
import { recordFacts } from '../../ingest/facts.ts';
import { identifyUsers } from '../../ingest/identify.ts';
import { createIngest } from '../../ingest/index.ts';
import { createTombstones } from '../../ingest/tombstones.ts';
import { leave } from '../../store/testing/leave.ts';
import { reconcile } from '../reconcile.ts';
import { eraseUser } from './index.ts';
import { findText } from './testing.ts';

const at = new Date(NOW - DAY).toISOString();

let t: TestDatabase;
let tombstones: ReturnType<typeof createTombstones>;
beforeAll(async () => {
  t = await testDatabase();
  tombstones = createTombstones(t.db, Buffer.alloc(32, 7));
});
afterAll(() => t.drop());

const erase = (userId: string) => eraseUser(t.db, userId, { catalogue, tombstones, now: NOW });
const rows = async (text: string, values: unknown[] = []) =>
  (await t.db.pool.query(text.replaceAll('$s', t.db.s), values)).rows;

const saveView = (name: string, path: string, search: string, owner = 'operator:1') =>
  rows(
    `insert into $s.saved_views (name, path, search, owner, shared, pinned_by, created_at, updated_at)
     values ($1, $2, $3, $4, true, array[$4], now(), now())`,
    [name, path, search, owner],
  );
const saveSegment = (slug: string, name: string, rules: string, author = 'operator:1') =>
  rows(
    `insert into $s.segments (slug, version, name, rules, author, author_email, created_at)
     values ($1, 1, $2, $3, $4, $4, now())`,
    [slug, name, rules, author],
  );
const note = (text: string, author = 'operator:1') =>
  rows(`insert into $s.annotations (day, text, author) values ('2026-03-01', $1, $2)`, [text, author]);

beforeEach(async () => {
  await rows(
    'truncate $s.saved_views, $s.segments, $s.annotations, $s.erased_users, $s.user_activity_logs, $s.dead_letters',
  );
});

async function fill(): Promise<void> {
  const ingest = createIngest(t.db, { catalogue, now: () => NOW, tombstones });
  await identifyUsers(t.db, [EVE, { userId: 'bob' }], tombstones);
  await ingest.writeHistory(
    [
      anActivity({ userId: EVE.userId, createdAt: NOW - 5 }),
      anActivity({ userId: EVE.userId, action: 'nonsense' }),
      ...[
        { sharedWith: EVE.userId },
        { to: [`Eve <${EVE.email}>`, 'bob'] },
        { deep: { [EVE.email]: { by: EVE.userId } } },
        { targetUserId: EVE.userId, note: 'eve-47110 is somebody else' },
      ].map((details, i) =>
        anActivity({ userId: 'bob', action: 'user_updated', createdAt: NOW - 10 - i, details }),
      ),
    ],
    'test',
  );
  ingest.signals.apiCall(EVE.userId);
  await ingest.flush();
  await ingest.close();
  const money = { kind: 'purchase', currency: 'USD', createdAt: at, amount: 5 };
  await recordFacts(t.db, 'creditTransactions', [
    { id: 'c1', userId: EVE.userId, ...money },
    { id: `gift-of-${EVE.userId}`, userId: 'bob', ...money },
  ]);
  await recordFacts(t.db, 'referrals', [
    {
      id: `${EVE.userId}:bob`,
      referrerId: EVE.userId,
      refereeId: 'bob',
      code: 'EVE20',
      creditReward: 5,
      createdAt: at,
    },
    { id: 'r2', referrerId: 'bob', refereeId: EVE.userId, code: 'B', creditReward: 5, createdAt: at },
  ]);
  await recordFacts(t.db, 'communityShares', [
    { id: 's1', ownerId: EVE.userId, kind: 'media', sharedAt: at },
  ]);
  await recordFacts(t.db, 'communityLikes', [
    { id: 'l1', userId: 'bob', shareId: `session-of-${EVE.userId}-3`, createdAt: at },
    { id: 'l2', userId: EVE.userId, shareId: 's1', createdAt: at },
  ]);
  await rows(`insert into $s.activity_pending values ($1, $2, gen_random_uuid())`, [EVE.userId, at]);
}

describe('an erasure', () => {
  it('reaches saved views and notes, facts of others, and details that no catalogue declares', async () => {
    await fill();
    await saveView('Eve’s page', `users/${EVE.userId}`, '');
    await saveView('By id', 'usage', `period=30days&search=${EVE.userId}`);
    await saveView('By address', 'usage', `search=${encodeURIComponent(EVE.email)}`);
    await saveView('By name', 'usage', 'search=Eve+Forty-Seven&period=7days');
    await saveView('By most of a name', 'usage', 'search=forty-seven');
    await saveView(
      'A report',
      'reports',
      `by=day&where=${encodeURIComponent(`details.targetUserId:${encodeURIComponent(EVE.email)};theme:JOI`)}`,
    );
    await saveView('For eve forty-seven', 'reports', 'by=theme');
    await saveView('Written by the host', 'usage', '', `operator:host:${EVE.userId}`);
    await saveView('Others', 'usage', 'search=eve-47110&where=a%3Ab%253Bc');
    await note(`Spike by ${EVE.email}, called EVE FORTY-SEVEN`);
    await note('Sale', `operator:host:${EVE.userId}`);
    await saveSegment('theirs', 'Friends of Eve Forty-Seven', `joined:30days;referred:by=${EVE.userId}`);
    await saveSegment(
      'details',
      'Sent',
      `role:a|did:details.to=${encodeURIComponent(EVE.email)}&action=x:>=1:ever`,
    );
    await saveSegment('others', 'Others', 'referred:by=eve-47110', `operator:host:${EVE.userId}`);
    const before = await rows(`select count(*) as n, sum(amount) as sum from $s.credit_transactions`);
    const receipt = (await erase(EVE.userId))!;
    for (const text of [EVE.userId, EVE.email, EVE.name, encodeURIComponent(EVE.email), 'forty-seven'])
      expect([text, (await findText(t.db, text)).filter((place) => !/details|payload/.test(place))]).toEqual([
        text,
        text === EVE.userId ? ['saved_views.search', 'segments.rules'] : [],
      ]);
    const alias = (await rows('select alias from $s.erased_users'))[0].alias as string;
    const views = await rows('select name, path, search, owner from $s.saved_views order by name');
    const q = new URLSearchParams({ x: alias }).toString().slice(2);
    expect(views).toEqual([
      {
        name: 'A report',
        path: 'reports',
        search: expect.stringContaining('theme%3AJOI'),
        owner: 'operator:1',
      },
      { name: 'By address', path: 'usage', search: `search=${q}`, owner: 'operator:1' },
      { name: 'By id', path: 'usage', search: `period=30days&search=${q}`, owner: 'operator:1' },
      { name: 'By most of a name', path: 'usage', search: `search=${q}`, owner: 'operator:1' },
      { name: 'By name', path: 'usage', search: `search=${q}&period=7days`, owner: 'operator:1' },
      { name: `For ${alias}`, path: 'reports', search: 'by=theme', owner: 'operator:1' },
      { name: 'Others', path: 'usage', search: 'search=eve-47110&where=a%3Ab%253Bc', owner: 'operator:1' },
      { name: 'Written by the host', path: 'usage', search: '', owner: null },
    ]);
    expect(await rows('select slug, name, rules, author_email from $s.segments order by slug')).toEqual([
      {
        slug: 'details',
        name: 'Sent',
        rules: `role:a|did:details.to=${encodeURIComponent(alias)}&action=x:>=1:ever`,
        author_email: 'operator:1',
      },
      { slug: 'others', name: 'Others', rules: 'referred:by=eve-47110', author_email: null },
      {
        slug: 'theirs',
        name: `Friends of ${alias}`,
        rules: `joined:30days;referred:by=${encodeURIComponent(alias)}`,
        author_email: 'operator:1',
      },
    ]);
    const details = await rows(`select details from $s.user_activity_logs order by created_at desc`);
    expect(details.map((row) => row.details)).toEqual([
      { sharedWith: alias },
      { to: [`Eve <${alias}>`, 'bob'] },
      { deep: { [alias]: { by: alias } } },
      { targetUserId: alias, note: 'eve-47110 is somebody else' },
    ]);
    expect(await rows('select share_id from $s.community_likes where user_id = $1', ['bob'])).toEqual([
      { share_id: `session-of-${alias}-3` },
    ]);
    expect(await rows(`select count(*) as n, sum(amount) as sum from $s.credit_transactions`)).toEqual(
      before,
    );
    expect((await reconcile(t.db, { catalogue })).drift).toEqual([]);
    expect(receipt.removed).toMatchObject({ saved_views: 1, activity_pending: 1 });
    expect(receipt.redacted).toMatchObject({
      saved_views: 6,
      annotations: 2,
      segments: 3,
      user_activity_logs: 4,
      credit_transactions: 1,
      community_likes: 1,
    });
    expect(JSON.stringify(receipt)).not.toMatch(/eve|4711/i);
  });

  it('says what it can not reach, in plain words', async () => {
    await identifyUsers(t.db, [{ userId: 'u-1' }], tombstones);
    const { notes } = (await erase('u-1'))!;
    for (const word of [
      'Backups',
      'rows that imports refused',
      'logs of the host',
      'exports and downloads',
      'SDK',
      'free texts',
      'operator remove',
    ])
      expect(notes.join('\n')).toContain(word);
    expect(notes.join('\n')).not.toContain('own tables');
    const relations = {
      ...t.db.relations,
      users: { ...t.db.relations.users, mapped: true },
      referrals: { ...t.db.relations.referrals, mapped: true },
    };
    await identifyUsers(t.db, [{ userId: 'u-2' }], tombstones);
    const mapped = await eraseUser({ ...t.db, relations }, 'u-2', { catalogue, tombstones, now: NOW });
    expect(mapped!.notes.at(-1)).toBe(
      "Read from the platform's own tables, where they stay until the platform erases them: users, referrals.",
    );
  });

  it.each([
    ['1', { count: '1', of: '1' }],
    ['ab', { with: 'ab' }],
  ])('leaves values that so short an id (%s) may be by chance', async (userId, details) => {
    await t.ingest.writeHistory(
      [
        anActivity({ userId, createdAt: NOW }),
        anActivity({ userId: 'bob', action: 'page_viewed', createdAt: NOW, details }),
      ],
      'test',
    );
    await saveView('By it', 'usage', `search=${userId}`);
    await saveView('Page 1 of ab', 'usage', 'page=1&name=ab');
    await erase(userId);
    expect(await rows(`select details from $s.user_activity_logs where user_id = 'bob'`)).toEqual([
      { details },
    ]);
    const searches = await rows('select search from $s.saved_views order by name');
    expect(searches).toEqual([
      { search: expect.stringMatching(/^search=%28erased\+/) },
      { search: 'page=1&name=ab' },
    ]);
  });
});

describe('the list of tables', () => {
  it('names every table of the schema', async () => {
    const found = await rows(
      `select relname as name from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p') and not relispartition`,
      [t.db.schema],
    );
    const listed = (Object.keys(PERSONAL) as (keyof typeof PERSONAL)[]).map((name) =>
      getTableName(t.db.tables[name]),
    );
    expect(listed.sort()).toEqual(
      found
        .map(({ name }) => name)
        .filter((name) => name !== 'schema_migrations')
        .sort(),
    );
  });

  it('has everything of a user exported', async () => {
    const id = 'zoe-9';
    const { userId: _, ...profile } = EVE;
    await identifyUsers(t.db, [{ userId: id, ...profile }], tombstones);
    await t.ingest.writeHistory(
      [
        anActivity({
          userId: id,
          action: 'smart_caption_generated',
          details: { theme: 'joi' },
          createdAt: NOW,
        }),
        anActivity({ userId: id, action: 'nonsense' }),
        ...[0, 1, 2, 24].map((hours) =>
          anActivity({
            userId: id,
            action: 'smart_caption_generated',
            details: { theme: 'joi', title: 'of the log alone' },
            createdAt: NOW - (48 + hours) * 3_600_000,
          }),
        ),
        anActivity({ userId: 'bob', createdAt: NOW - 48 * 3_600_000 }),
      ],
      'test',
    );
    await leave(t.db, catalogue, { start: NOW - 90 * 3_600_000, end: NOW - 3_600_000 });
    t.ingest.signals.apiCall(id);
    await t.ingest.flush();
    await recordFacts(t.db, 'creditTransactions', [
      { id: 'z1', userId: id, kind: 'purchase', amount: 1, currency: 'USD', createdAt: at },
    ]);
    await recordFacts(t.db, 'referrals', [
      { id: 'z2', referrerId: id, refereeId: 'bob', code: 'Z', creditReward: 1, createdAt: at },
      { id: 'z3', referrerId: 'bob', refereeId: id, code: 'B', creditReward: 1, createdAt: at },
    ]);
    await recordFacts(t.db, 'communityShares', [{ id: 'z4', ownerId: id, kind: 'media', sharedAt: at }]);
    await recordFacts(t.db, 'communityLikes', [{ id: 'z5', userId: id, shareId: 'z4', createdAt: at }]);
    await rows(`insert into $s.activity_pending values ($1, $2, gen_random_uuid())`, [id, at]);
    await note(`Asked ${EVE.email}`, 'operator:1');
    await note('Nothing of hers');
    await saveView('Hers', `users/${id}`, '');
    await saveView('Nobody’s', 'usage', '');
    await saveSegment('by-them', 'By them', `referred:by=${id}`);
    await saveSegment('by-others', 'By others', 'referred:by=somebody');
    let text = '';
    for await (const chunk of exportUser(t.db, id, { now: NOW })) text += chunk.text;
    const told = JSON.parse(text);
    const of = Object.fromEntries(
      Object.entries(told).map(([name, value]) => [name, Array.isArray(value) ? value.length : typeof value]),
    );
    expect(of).toMatchObject({
      profile: 'object',
      counters: 'object',
      days: 2,
      signals: 1,
      creditTransactions: 1,
      referralsMade: 1,
      referralsReceived: 1,
      shares: 1,
      likes: 1,
      deadLetters: 1,
      notes: 1,
      savedViews: 1,
      segments: 1,
      pending: 1,
      activities: 1,
      complete: 'boolean',
    });
    const kept = {
      feature: 'smart_captions',
      action: 'smart_caption_generated',
      details: { theme: 'JOI' },
    };
    expect(told.days).toEqual([
      { day: '2026-03-17', ...kept, n: 1 },
      { day: '2026-03-18', ...kept, n: 3 },
    ]);
    expect(JSON.stringify(told)).not.toContain('operator:1');
    await erase(id);
    for (const each of [id, EVE.email, EVE.name]) expect(await findText(t.db, each)).toEqual([]);
  });
});
