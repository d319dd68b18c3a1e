import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repoCatalogue } from '../../examples/repo-activity/catalogue.ts';
import { importFile, openInput } from '../../src/import/index.ts';
import { buildBlocks } from '../../src/store/build.ts';
import { countByHand, example, folder, REAL_LOG, tallyOf, withoutRealLog } from '../import/support.ts';
import { checkView } from './check-view.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';
import { words } from './platform.ts';

const missing = withoutRealLog('the panel over the real log');

const { values } = repoCatalogue.breakdowns.topic;
/** A value's number by its name on the page. */
const counted = (topic: unknown, n: unknown) => ({
  name: `${(values as Record<string, string>)[String(topic)] ?? topic}: ${words(Number(n))}`,
  exact: true,
});
const YEAR = 'startDate=2024-01-01&endDate=2024-12-31';

describe.skipIf(missing)('over a real log of years, under a catalogue of its own', () => {
  let panel: Panel;
  let year: ReturnType<typeof countByHand>;
  let most: readonly [string, number];
  const dir = folder();
  beforeAll(async () => {
    year = countByHand(REAL_LOG).filter(({ at }) => new Date(at).getUTCFullYear() === 2024);
    most = tallyOf(year.map(({ actor }) => actor))[0] as [string, number];
    panel = await startPanel({ catalogue: repoCatalogue });
    const { db, ingest } = panel.database;
    await importFile({
      db,
      ingest,
      catalogue: repoCatalogue,
      mapping: example('repo-activity/mapping.json'),
      input: openInput(REAL_LOG),
      refusedPath: dir.file('refused'),
    });
    await buildBlocks(db, repoCatalogue, { now: Date.now(), force: true });
  });
  afterAll(async () => {
    dir.remove();
    await finish(panel);
  });

  it('tells the year, each feature, and each topic as a count by hand does', async () => {
    const page = await panel.open(`analytics?${YEAR}`);
    const people = new Set(year.map(({ actor }) => actor)).size;
    const told = page.getByText('In this range,');
    await told.getByText(`${words(year.length)} activities`).waitFor();
    expect(await told.textContent()).toContain(`by ${words(people)} people`);
    const topics = tallyOf(year.map(({ topic }) => topic)).filter(([topic]) => topic);
    await page.getByRole('heading', { name: 'Topic' }).scrollIntoViewIfNeeded();
    for (const [topic, n] of topics.slice(0, 3)) await page.getByRole('link', counted(topic, n)).waitFor();
    expect(await page.getByRole('button', { name: 'Captions: what it means' }).count()).toBe(0);
    await checkView(page);
  });

  it('opens a topic of one feature to that feature’s activities alone', async () => {
    const page = await panel.open(`usage?${YEAR}`);
    const [topic, n] = tallyOf(
      year.filter(({ event }) => event.startsWith('file')).map((row) => row.topic),
    )[0]!;
    await page.getByRole('article', { name: 'Files' }).getByRole('link', counted(topic, n)).click();
    await page
      .getByRole('dialog')
      .getByRole('status')
      .getByText(`${words(Number(n))} activities`)
      .waitFor();
  });

  it('ranks, lists and opens who did most', async () => {
    const page = await panel.open(`usage?${YEAR}`);
    const first = page.getByRole('region', { name: 'User table' }).locator('tbody tr').first();
    await first.getByText(words(most[1]), { exact: true }).first().waitFor();
    await checkView(page);
    await first.locator('[data-row-link]').click();
    await page.waitForURL(new RegExp(`/users/${most[0]}`));
    await page.getByRole('slider', { name: /^Calendar/ }).waitFor();
    await checkView(page);
  });

  it('groups by a detail of its own, as a chart and as a file', async () => {
    const page = await panel.open(`reports?by=topic,day&interval=month&${YEAR}`);
    await page.getByRole('slider', { name: /^Activities by month/ }).waitFor();
    await checkView(page);
    const file = await page.getByRole('link', { name: /CSV/ }).getAttribute('href');
    const text = await (await page.request.get(file!)).text();
    const rows = parse(text, { columns: true }) as { topic: string; count: string }[];
    const counted = new Map<string, number>();
    for (const { topic, count } of rows) counted.set(topic, (counted.get(topic) ?? 0) + Number(count));
    const byHand = tallyOf(year.map(({ topic }) => topic)).filter(([topic]) => topic);
    expect([...counted].sort(([a], [b]) => (a < b ? -1 : 1))).toEqual(
      byHand.map(([topic, n]) => [topic, Number(n)]).sort(([a], [b]) => (a! < b! ? -1 : 1)),
    );
  });
});
