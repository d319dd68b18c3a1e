import type { Browser } from 'playwright-core';

let running: Promise<Browser> | undefined;

/** The Chromium of this process, started by the first file that asks. It ends with the process. */
export function sharedBrowser(): Promise<Browser> {
  running ??= launch();
  return running;
}

async function launch(): Promise<Browser> {
  // In a variable, since a script without types can not be imported by name.
  const script = '../../scripts/lib/launch-chromium.mjs';
  const { launchChromium } = (await import(script)) as { launchChromium(): Promise<Browser> };
  const browser = await launchChromium();
  browser.on('disconnected', () => {
    running = undefined;
  });
  return browser;
}
