import { access } from './access/index.ts';
import { audit } from './audit/index.ts';
import { auth } from './auth/index.ts';
import { beacon } from './beacon/index.ts';
import type { AnyExample } from './example.ts';
import { explore } from './explore/index.ts';
import { exports } from './exports/index.ts';
import type { Family } from './family.ts';

import { letters } from './letters/index.ts';
import { live } from './live/index.ts';
import { notes } from './notes/index.ts';
import { operation } from './operation/index.ts';
import { panel } from './panel/index.ts';
import { platform } from './platform/index.ts';
import { privacy } from './privacy/index.ts';
import { reference } from './reference/index.ts';
import { reports } from './reports/index.ts';
import type { EndpointName } from './routes.ts';
import type { Schema } from './schema.ts';
import { segments } from './segments/index.ts';
import { tracking } from './tracking/index.ts';
import { views } from './views/index.ts';

export * from './example.ts';
export type { Family } from './family.ts';
export * from './schema.ts';

/** Chapters of the reference, in its order. */
export const families: readonly Family[] = [
  tracking,
  beacon,
  reports,
  explore,
  platform,
  live,
  notes,
  views,
  segments,
  exports,
  audit,
  privacy,
  letters,
  access,
  auth,
  operation,
  reference,
  panel,
];

/** What every endpoint takes and answers. */
export const schemas = {
  ...tracking.schemas,
  ...beacon.schemas,
  ...reports.schemas,
  ...explore.schemas,
  ...platform.schemas,
  ...live.schemas,
  ...notes.schemas,
  ...views.schemas,
  ...segments.schemas,
  ...exports.schemas,
  ...audit.schemas,
  ...privacy.schemas,
  ...letters.schemas,
  ...access.schemas,
  ...auth.schemas,
  ...operation.schemas,
  ...reference.schemas,
  ...panel.schemas,
} satisfies Record<EndpointName, Schema>;

export type Schemas = typeof schemas;

const examples: Readonly<Record<string, AnyExample>> = Object.assign(
  {},
  ...families.map((family) => family.examples),
);

/** A call of an endpoint that is answered well: shown in the reference, sent by the tests. */
export const exampleOf = (name: EndpointName): AnyExample => examples[name]!;
