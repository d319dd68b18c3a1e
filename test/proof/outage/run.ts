import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '../../../src/app/installation.ts';
import { openInstallation } from '../../../src/app/open-installation.ts';
import { temporaryFolder } from '../../support/server.ts';
import { isDurable, recounted, stored } from '../stored.ts';
import { type Kind, startDatabase } from './database.ts';
import { startTraffic } from './traffic.ts';

export interface OutageOptions {
  kind: Kind;
  /** How long it is away. */
  seconds: number;
  /** Activities a second: before, during and after. */
  rate: number;
  /** Default: there is one. */
  spool?: boolean;
}

export interface OutageResult extends OutageOptions {
  sent: number;
  acknowledged: number;
  refused: number;
  /** Why. */
  reasons: ReadonlySet<string>;
  spooled: number;
  /** Of those spooled, in the log afterwards. */
  drained: number;
  lost: number;
  doubled: number;
  drift: number;
  /** Milliseconds that a call took: 99 of 100, and the longest. */
  p99: number;
  longest: number;
  /** Seconds from the recovery until nothing waited. */
  recovery: number;
  /** Resident megabytes: before, at most, and afterwards. */
  memory: readonly [before: number, most: number, after: number];
  /** Warnings and errors in the log. */
  lines: number;
}

const resident = () => process.memoryUsage.rss() / 1e6;

/** Sends at a steady rate before, during and after an outage, and holds what was answered against the log. */
export async function runOutage(o: OutageOptions): Promise<OutageResult> {
  const folder = temporaryFolder();
  const database = await startDatabase(folder);
  let lines = 0;
  const tell = () => void lines++;
  const analytics = await openInstallation({
    databaseUrl: database.url,
    ...(o.spool !== false && { spool: { folder: join(folder, 'spool') } }),
    log: { debug: () => {}, info: () => {}, warn: tell, error: tell },
  });
  analytics.start();
  try {
    const traffic = startTraffic(analytics, o.rate);
    await sleep(2_000);
    const before = resident();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, resident());
    }, 200);
    await database.ways[o.kind].away();
    await sleep(o.seconds * 1_000);
    await database.ways[o.kind].back();
    const back = performance.now();
    const drained = async () => {
      while ((analytics.ingest.spooled?.state().records ?? 0) > 0) await sleep(20);
    };
    await drained();
    const recovery = (performance.now() - back) / 1_000;
    const { outcomes, ...told } = await traffic.stop();
    await drained();
    clearInterval(watch);
    const memory = [before, most, resident()] as const;
    return { ...o, ...told, ...(await judge(analytics, outcomes)), recovery, memory, lines };
  } finally {
    await analytics.close();
    await database.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function judge({ db }: Installation, outcomes: ReadonlyMap<number, string>) {
  const of = (is: (outcome: string) => boolean) =>
    new Set([...outcomes].flatMap(([n, outcome]) => (is(outcome) ? [n] : [])));
  const acknowledged = of(isDurable);
  const spooled = of((outcome) => outcome === 'spooled');
  return {
    sent: outcomes.size,
    acknowledged: acknowledged.size,
    refused: of((outcome) => outcome === 'refused').size,
    spooled: spooled.size,
    drained: spooled.size - (await stored(db, spooled)).lost,
    ...(await recounted(db, acknowledged)),
  };
}

const COLUMNS: readonly (readonly [string, (x: OutageResult) => string | number])[] = [
  ['database', ({ kind, seconds }) => `${kind}, ${seconds} s`],
  ['sent', ({ sent }) => sent],
  ['acknowledged', ({ acknowledged }) => acknowledged],
  ['spooled', ({ spooled }) => spooled],
  ['drained', ({ drained }) => drained],
  ['refused', ({ refused }) => refused],
  ['lost', ({ lost }) => lost],
  ['doubled', ({ doubled }) => doubled],
  ['drift', ({ drift }) => drift],
  ['p99, longest call', ({ p99, longest }) => `${Math.round(p99)} ms, ${Math.round(longest)} ms`],
  ['all in after', ({ recovery }) => `${recovery.toFixed(1)} s`],
  ['memory before, most, after', ({ memory }) => `${memory.map(Math.round).join(', ')} MB`],
  ['warnings', ({ lines }) => lines],
];

/** A table, as docs/outages.md has it. */
export function describeOutages(results: readonly OutageResult[]): string {
  const row = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`;
  return [
    row(COLUMNS.map(([name]) => name)),
    row(COLUMNS.map(() => '---')),
    ...results.map((x) => row(COLUMNS.map(([, cell]) => cell(x)))),
  ].join('\n');
}
