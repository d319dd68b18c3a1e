import type { EndpointName } from '../contract/index.ts';
import type { Handler } from './handler.ts';
import { authHandlers } from './handlers/auth.ts';
import { panelHandlers } from './handlers/panel.ts';
import { reportsHandlers } from './handlers/reports.ts';
import { trackingHandlers } from './handlers/tracking.ts';

/** Every endpoint's handler, family by family; the compiler names a forgotten one. */
export const handlers = {
  ...reportsHandlers,
  ...trackingHandlers,
  ...authHandlers,
  ...panelHandlers,
} satisfies Record<EndpointName, Handler>;
