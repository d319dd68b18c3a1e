import type { exploreRoutes } from '../../../contract/families/explore/routes.ts';
import type { HandlersOf } from '../../handler.ts';
import { firstUseHandlers } from './first-use.ts';
import { funnelHandlers } from './funnel.ts';
import { lifecycleHandlers } from './lifecycle.ts';
import { pathsHandlers } from './paths.ts';
import { peopleHandlers } from './people.ts';
import { retentionHandlers } from './retention.ts';
import { rhythmHandlers } from './rhythm.ts';
import { stickinessHandlers } from './stickiness.ts';
import { whyHandlers } from './why.ts';

export const exploreHandlers: HandlersOf<typeof exploreRoutes> = {
  ...funnelHandlers,
  ...retentionHandlers,
  ...lifecycleHandlers,
  ...stickinessHandlers,
  ...rhythmHandlers,
  ...firstUseHandlers,
  ...peopleHandlers,
  ...pathsHandlers,
  ...whyHandlers,
};
