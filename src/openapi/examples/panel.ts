import type { panelRoutes } from '../../contract/routes/panel.ts';
import type { ExamplesOf } from './example.ts';

export const panelExamples: ExamplesOf<typeof panelRoutes> = {
  panel: {},
  leaveSample: { errors: { 404: 'The real platform is shown already.' } },
};
