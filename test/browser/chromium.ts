import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/launch-chromium.mjs';

let running: Promise<Browser> | undefined;

/** The Chromium of this process, started by the first file that asks. It ends with the process. */
export function sharedBrowser(): Promise<Browser> {
  running ??= launch();
  return running;
}

async function launch(): Promise<Browser> {
  const browser = await launchChromium();
  browser.on('disconnected', () => {
    running = undefined;
  });
  return browser;
}
