import type { Installation } from '../../src/app/installation.ts';
import { anActivity } from '../support/index.ts';

/** Sends activity that can not be counted: four of an unknown action, one of a bad clock, one of nobody. */
export async function setAside(analytics: Installation): Promise<void> {
  for (let i = 0; i < 4; i++)
    await analytics.ingest.track(
      anActivity({ userId: `user-${i}`, action: 'session_exported', details: { theme: 'JOI', pages: i } }),
    );
  await analytics.ingest.track(anActivity({ userId: 'user-1', createdAt: Date.now() + 3_600_000 }));
  await analytics.ingest.track(anActivity({ userId: '' }));
}
