import type { EndpointName } from '../../contract/index.ts';
import { accessExamples } from './access.ts';
import { auditExamples } from './audit.ts';
import { authExamples } from './auth.ts';
import type { AnyExample, Example } from './example.ts';
import { exportsExamples } from './exports.ts';
import { lettersExamples } from './letters.ts';
import { liveExamples } from './live.ts';
import { notesExamples } from './notes.ts';
import { operationExamples } from './operation.ts';
import { panelExamples } from './panel.ts';
import { platformExamples } from './platform.ts';
import { privacyExamples } from './privacy.ts';
import { referenceExamples } from './reference.ts';
import { reportsExamples } from './reports.ts';
import { trackingExamples } from './tracking.ts';
import { viewsExamples } from './views.ts';

export type { AnyExample } from './example.ts';

/** A call of every endpoint; the compiler names a forgotten one. */
const examples: { readonly [E in EndpointName]: Example<E> } = {
  ...trackingExamples,
  ...reportsExamples,
  ...platformExamples,
  ...exportsExamples,
  ...auditExamples,
  ...accessExamples,
  ...authExamples,
  ...referenceExamples,
  ...lettersExamples,
  ...liveExamples,
  ...notesExamples,
  ...viewsExamples,
  ...operationExamples,
  ...panelExamples,
  ...privacyExamples,
};

/** Shown in the reference, sent by the tests. */
export const exampleOf = (name: EndpointName): AnyExample => examples[name] as AnyExample;
