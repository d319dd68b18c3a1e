import type { Browser } from 'playwright-core';

export declare const launchChromium: (o?: { backForwardCache?: boolean }) => Promise<Browser>;
