import { PanelInfo } from '../panel.ts';
import type { panelRoutes } from '../routes/panel.ts';
import type { SchemasOf } from './schema.ts';

export const panelSchemas = {
  panel: { answer: PanelInfo },
  leaveSample: { answer: null },
} satisfies SchemasOf<typeof panelRoutes>;
