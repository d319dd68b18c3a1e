import { readReportState } from '../db/report-state.ts';
import type { ReportContext } from '../reports/context.ts';
import { deriveKey } from '../secrets/derive-key.ts';
import type { Call } from './handler.ts';
import type { PlatformView, Services } from './services.ts';

/** What a report is handed; activity of host transactions is counted first. */
export async function reportContext(
  view: PlatformView,
  services: Pick<Services, 'currency' | 'now' | 'secret'>,
  signal?: AbortSignal,
): Promise<ReportContext> {
  const { db, catalogue, sample } = view;
  const { zone, logStart, pending, away } = await readReportState(db);
  if (away === null && (pending || db.relations.users.mapped)) await view.foldPending();
  return {
    db,
    catalogue,
    zone,
    sample,
    currency: services.currency,
    now: services.now(),
    logStart,
    away,
    signal,
    keys: { pseudonyms: deriveKey(services.secret, 'pseudonyms') },
  };
}

export const contextOf = (call: Pick<Call, 'view' | 'services' | 'signal'>) =>
  reportContext(call.view, call.services, call.signal);
