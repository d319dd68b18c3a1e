import type { Browser } from 'playwright-core';

export declare const launchChromium: () => Promise<Browser>;
