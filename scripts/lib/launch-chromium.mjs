// Starts the Chromium of the browser tests and of the documentation's pictures.
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';

/** Of its last `--disable-features` alone a browser takes notice: Playwright's own ones come again here. */
const FEATURES = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  // The address bar's list of suggestions is a page by itself: loaded for each window, it costs more than ours.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  // A process made ahead, for a window that nobody opens.
  'SpareRendererForSitePerProcess',
];

/** Nothing of the browser's own traffic, and no need for a sandbox or a graphics card. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${FEATURES.join(',')}`,
];

/**
 * @param {{ backForwardCache?: boolean }} [o] pages that were left are kept as they were, as in any browser but a test's
 * @returns {Promise<import('playwright-core').Browser>}
 * @throws {Error} that says what to do where there is no Chromium
 */
export const launchChromium = async ({ backForwardCache = false } = {}) =>
  chromium.launch({
    executablePath: await findChromium(),
    args: ARGUMENTS,
    ignoreDefaultArgs: backForwardCache ? ['--disable-back-forward-cache'] : [],
  });
