import { roleOf } from '../auth/index.ts';
import type { Call } from './handler.ts';

/** What is told to everybody who may ask; to a viewer, without what tells of single people. */
export const toldTo = <Report>(
  { principal }: Pick<Call, 'principal'>,
  report: Report,
  toViewer: (of: Report) => Report,
) => (principal && roleOf(principal, 'GET') === 'viewer' ? toViewer(report) : report);
