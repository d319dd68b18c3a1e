import type { liveRoutes } from '../../contract/families/live/routes.ts';
import type { HandlersOf } from '../handler.ts';

export const liveHandlers: HandlersOf<typeof liveRoutes> = {
  live: { run: (call) => call.services.live.open(call) },
};
