import type { EndpointName } from '../contract/index.ts';
import type { Handler } from './handler.ts';
import { accessHandlers } from './handlers/access.ts';
import { auditHandlers } from './handlers/audit.ts';
import { authHandlers } from './handlers/auth.ts';
import { beaconHandlers } from './handlers/beacon.ts';
import { exploreHandlers } from './handlers/explore/index.ts';
import { exportsHandlers } from './handlers/exports.ts';
import { lettersHandlers } from './handlers/letters.ts';
import { liveHandlers } from './handlers/live.ts';
import { notesHandlers } from './handlers/notes.ts';
import { operationHandlers } from './handlers/operation.ts';
import { panelHandlers } from './handlers/panel.ts';
import { platformHandlers } from './handlers/platform.ts';
import { privacyHandlers } from './handlers/privacy.ts';
import { referenceHandlers } from './handlers/reference.ts';
import { reportsHandlers } from './handlers/reports.ts';
import { segmentsHandlers } from './handlers/segments.ts';
import { trackingHandlers } from './handlers/tracking.ts';
import { viewsHandlers } from './handlers/views.ts';

/** Every endpoint's handler, family by family; the compiler names a forgotten one. */
export const handlers = {
  ...reportsHandlers,
  ...exploreHandlers,
  ...platformHandlers,
  ...exportsHandlers,
  ...trackingHandlers,
  ...beaconHandlers,
  ...auditHandlers,
  ...accessHandlers,
  ...authHandlers,
  ...referenceHandlers,
  ...panelHandlers,
  ...operationHandlers,
  ...lettersHandlers,
  ...liveHandlers,
  ...notesHandlers,
  ...viewsHandlers,
  ...segmentsHandlers,
  ...privacyHandlers,
} satisfies Record<EndpointName, Handler>;
