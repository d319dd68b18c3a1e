import type { EndpointName } from '../routes/index.ts';
import { accessSchemas } from './access.ts';
import { auditSchemas } from './audit.ts';
import { authSchemas } from './auth.ts';
import { exportsSchemas } from './exports.ts';
import { lettersSchemas } from './letters.ts';
import { liveSchemas } from './live.ts';
import { notesSchemas } from './notes.ts';
import { operationSchemas } from './operation.ts';
import { panelSchemas } from './panel.ts';
import { platformSchemas } from './platform.ts';
import { privacySchemas } from './privacy.ts';
import { referenceSchemas } from './reference.ts';
import { reportsSchemas } from './reports.ts';
import type { Schema } from './schema.ts';
import { trackingSchemas } from './tracking.ts';
import { viewsSchemas } from './views.ts';

export * from './schema.ts';

/** What every endpoint takes and answers. Apart from the routes, so that a browser need not load it. */
export const schemas = {
  ...reportsSchemas,
  ...platformSchemas,
  ...exportsSchemas,
  ...trackingSchemas,
  ...auditSchemas,
  ...privacySchemas,
  ...lettersSchemas,
  ...liveSchemas,
  ...notesSchemas,
  ...viewsSchemas,
  ...accessSchemas,
  ...authSchemas,
  ...operationSchemas,
  ...referenceSchemas,
  ...panelSchemas,
} satisfies Record<EndpointName, Schema>;

export type Schemas = typeof schemas;
