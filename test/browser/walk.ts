import type { Locator, Page } from 'playwright-core';
import { boxOf } from './axe.ts';

/** Somebody's way through the panel, with each of their presses counted. */
export interface Walk {
  readonly page: Page;
  /** Buttons, links and keys pressed. */
  presses: number;
  /** Fields filled in. */
  typed: number;
  click(at: Locator, position?: { x: number; y: number }): Promise<void>;
  key(name: string): Promise<void>;
  type(at: Locator, text: string): Promise<void>;
  /** Two presses: one opens the choices, one takes one of them. */
  choose(at: Locator, value: string): Promise<void>;
}

export function walkOn(page: Page): Walk {
  const walk: Walk = {
    page,
    presses: 0,
    typed: 0,
    async click(at, position) {
      walk.presses++;
      await at.click(position && { position });
    },
    async key(name) {
      walk.presses++;
      await page.keyboard.press(name);
    },
    async type(at, text) {
      walk.typed++;
      await at.fill(text);
    },
    async choose(at, value) {
      walk.presses += 2;
      await at.selectOption(value);
    },
  };
  return walk;
}

/** Presses the point of the large chart that stands so many before its last. */
export async function pressPoint(walk: Walk, label: RegExp, before: number): Promise<void> {
  const chart = walk.page.getByRole('slider', { name: label });
  const last = Number(await chart.getAttribute('aria-valuemax'));
  const over = chart.locator('.u-over');
  const { width, height } = await boxOf(over);
  await walk.click(over, { x: (width * (last - before)) / last, y: height / 2 });
}
