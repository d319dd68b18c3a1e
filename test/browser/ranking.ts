import type { Page } from 'playwright-core';

export const drawer = (page: Page) => page.getByRole('dialog');

/** The people behind a number, where they are listed. */
export const people = (page: Page) =>
  drawer(page)
    .getByRole('list', { name: /^People behind/ })
    .getByRole('listitem');

export const switchTo = (page: Page, list: string) =>
  drawer(page).getByRole('button', { name: list, exact: true }).click();

/** Who is listed, to the last, with the number told of each as it is told. */
export async function ranking(page: Page): Promise<[name: string, number: string][]> {
  const more = drawer(page).getByRole('button', { name: 'Load more' });
  const loading = drawer(page).getByRole('button', { name: /^Loading/ });
  while (await more.or(loading).isVisible()) {
    await loading.waitFor({ state: 'detached' });
    if (await more.isVisible()) await more.click();
  }
  return people(page).evaluateAll((rows) =>
    rows.map((row) => {
      const texts = [...row.querySelectorAll('a')].map((link) => link.textContent ?? '');
      return [texts[0] ?? '', texts[1] ?? ''];
    }),
  );
}
