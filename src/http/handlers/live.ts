import type { liveRoutes } from '../../contract/families/live/routes.ts';
import type { HandlersOf } from '../handler.ts';
import { openStream } from '../live/open-stream.ts';

export const liveHandlers: HandlersOf<typeof liveRoutes> = {
  live: { run: async (call) => openStream(call) },
};
