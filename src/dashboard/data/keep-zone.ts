import { ApiError } from '../../client/errors.ts';
import type { PanelInfo } from '../../contract/families/panel/index.ts';
import { call } from './call.ts';
import { ZONE_KEY } from './early.ts';
import type { RangeSearch } from './url/range.ts';
import { isZone } from './url/zone-name.ts';
import { bindToServer, ownZone } from './zone.ts';

// What this browser remembers is good for the first question.
try {
  ownZone.set(localStorage.getItem(ZONE_KEY) ?? undefined);
} catch {
  // One that keeps nothing asks it in the server's zone.
}

/** A range that was refused in a zone is asked for in the server's from now on. */
export function noteRefusal(error: unknown, queryKey: readonly unknown[]): void {
  if (!(error instanceof ApiError) || error.fields.timezone === undefined) return;
  const query = queryKey.find((part) => typeof part === 'object' && part !== null) as RangeSearch | undefined;
  if (query?.timezone) bindToServer(query, query.timezone);
}

/** Takes over the operator's zone from the server. On first use it is the browser's, and kept from then on. */
export function adoptZone({ operator, timezone }: PanelInfo): void {
  const kept = operator.preferences.timezone;
  const zone = kept ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  show(isZone(zone) && zone !== timezone ? zone : undefined);
  // Where it can't be kept, the next first view tries again.
  if (kept === null) keepZone(zone).catch(() => undefined);
}

/** Shows every view in a zone, on every device of the operator. */
export async function chooseZone(zone: string, serverZone: string): Promise<void> {
  show(zone === serverZone ? undefined : zone);
  await keepZone(zone);
}

const keepZone = (timezone: string) => call('changePreferences', { body: { timezone } });

function show(zone: string | undefined): void {
  ownZone.set(zone);
  try {
    if (zone) localStorage.setItem(ZONE_KEY, zone);
    else localStorage.removeItem(ZONE_KEY);
  } catch {
    // Told anew by the server each time.
  }
}
