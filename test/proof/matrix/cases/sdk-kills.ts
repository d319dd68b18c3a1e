import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openInstallation } from '../../../../src/app/open-installation.ts';
import { listen } from '../../../../src/cli/listen.ts';
import { random } from '../../../../src/sample/random.ts';
import { createTracker } from '../../../../src/sdk/index.ts';
import { openSpool } from '../../../../src/sdk/spool.ts';
import { faultyWay } from '../../../sdk/faulty.ts';
import { isDurable, recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';

const SCRIPT = fileURLToPath(new URL('../../kill/sdk.ts', import.meta.url));
/** Numbers that one process may use at most. */
const EACH = 1e6;

export const sdkKills: FaultCase = {
  name: 'sdk-kills',
  fault:
    'kill -9 of the process that tracks by the SDK, again and again, on a way that loses every other request',
  expected: { 'left in the spool': 0, lost: 0, doubled: 0, drift: 0 },
  mutants: ['acknowledge-in-memory'],
  async run({ where, folder, seed, short, mutant }) {
    const r = random(seed);
    const analytics = await openInstallation({ databaseUrl: await where.database() });
    const server = await listen((request) => analytics.fetch(request), { host: '127.0.0.1', port: 0 });
    const way = await faultyWay(server.port);
    const { key } = await analytics.auth.keys.create('chaos', ['track']);
    const spool = join(folder, 'sdk');
    const [acknowledged, spooled] = [new Set<number>(), new Set<number>()];
    const kills = short ? 3 : 50;
    try {
      for (let i = 0; i < kills; i++) {
        way.breaks((n) => (['pass', 'lost', 'answer lost', 'lost'] as const)[n % 4]!);
        const args = ['--import', 'tsx', SCRIPT, way.url, key, spool, `${i * EACH}`, mutant ?? ''];
        const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
        const ended = once(child, 'exit');
        const least = acknowledged.size + r.int(50, 300);
        for await (const line of createInterface(child.stdout)) {
          const [n, outcome] = line.split(' ') as [string, string];
          if (isDurable(outcome)) acknowledged.add(Number(n));
          if (outcome === 'spooled') spooled.add(Number(n));
          if (acknowledged.size >= least) child.kill('SIGKILL');
        }
        await ended;
      }
      way.breaks(() => 'pass');
      const last = createTracker({
        url: way.url,
        key,
        flushInterval: 5,
        spool: openSpool({ folder: spool }),
      });
      const left = () =>
        readdirSync(spool, { recursive: true }).filter((name) => String(name).endsWith('.seg')).length;
      for (const until = performance.now() + 60_000; left() > 0 && performance.now() < until; )
        await sleep(20);
      await last.shutdown();
      return {
        ...(await recounted(analytics.db, acknowledged)),
        'left in the spool': left(),
        kills,
        acknowledged: acknowledged.size,
        spooled: spooled.size,
      };
    } finally {
      await way.close();
      await server.close(1_000);
      await analytics.close();
    }
  },
};
