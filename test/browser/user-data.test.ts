import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings } from './axe.ts';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';
import { userId, userName, type Written } from './platform.ts';

/** Every odd character there is. */
const ODD = 3;

let panel: Panel;
let written: Written;
beforeAll(async () => {
  ({ panel, written } = await startFilled());
});
afterAll(() => finish(panel));

const at = (n: number) => `users/${encodeURIComponent(userId(n))}`;

it('hands out everything that is kept of a user, as a file', async () => {
  const page = await panel.open(at(ODD));
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export data' }).click();
  const file = JSON.parse(await readFile(await (await downloading).path(), 'utf8'));
  expect(JSON.stringify(file)).toContain(JSON.stringify(userId(ODD)));
});

it('marks an account as internal, and as none any more', async () => {
  const page = await panel.open(at(2));
  const badge = page.getByRole('listitem').filter({ hasText: 'internal' });
  await page.getByRole('button', { name: 'Mark as internal' }).click();
  await badge.waitFor();
  await page.getByRole('button', { name: 'No longer internal' }).click();
  await badge.waitFor({ state: 'detached' });
});

it('erases a user once their id was typed, and shows the receipt', async () => {
  const page = await panel.open(at(ODD));
  await page.getByRole('button', { name: `Erase ${userName(ODD)}` }).click();
  const dialog = page.getByRole('dialog');
  const erase = dialog.getByRole('button', { name: 'Erase for good' });
  await dialog.getByRole('textbox').fill('user-1');
  expect(await erase.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill(userId(ODD));
  await page.keyboard.press('Enter');
  const receipt = page.getByRole('region', { name: 'Erasure receipt' });
  await receipt.getByRole('heading', { name: 'Erased' }).waitFor();
  const activities = written.activities.filter((each) => each.userId === userId(ODD)).length;
  await receipt.locator('details summary').click();
  expect(await findings(page)).toEqual([]);
  const { removed } = JSON.parse((await receipt.locator('pre').textContent()) ?? '');
  expect(removed.user_activity_logs).toBe(activities);
  await page.reload();
  await page.getByRole('alert').getByText('Nothing here').waitFor();
});
