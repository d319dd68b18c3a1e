import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** A busy machine may take its time; what it comes to in the end must be right. */
const common = { testTimeout: 90_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } };

/** The panel's texts, in English: the build puts those of each language here. */
const texts = fileURLToPath(new URL('src/dashboard/texts/en', import.meta.url));

/**
 * One real PostgreSQL for all (see test/support/server.ts), a cloned database for each test file. Proofs
 * kill servers of their own; the browser's tests need a built panel.
 */
export default defineConfig({
  test: {
    globalSetup: ['test/support/server.ts'],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias: { '#texts': texts } },
        test: {
          ...common,
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/proof/**', 'node_modules/**'],
          // The sources are read once, not by each of some two hundred files: each leaves the process as it found it.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      // One after the other: each measures or kills, and wants the machine for itself.
      {
        test: {
          ...common,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          setupFiles: ['test/browser/clock.ts'],
          // One Chromium, and one reading of the sources, for all files of a worker.
          isolate: false,
          testTimeout: 240_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...common,
          name: 'proof',
          include: ['test/proof/**/*.test.ts'],
          testTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
