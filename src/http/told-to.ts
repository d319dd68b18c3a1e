import { roleOf } from '../auth/index.ts';
import type { Call } from './handler.ts';

/** Who asks is told of nobody. */
export const isViewer = ({ principal }: Pick<Call, 'principal'>): boolean =>
  principal !== null && roleOf(principal, 'GET') === 'viewer';

/** What is told to everybody who may ask; to a viewer, without what tells of single people. */
export const toldTo = <Report>(
  call: Pick<Call, 'principal'>,
  report: Report,
  toViewer: (of: Report) => Report,
) => (isViewer(call) ? toViewer(report) : report);
