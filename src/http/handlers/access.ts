import type { accessRoutes } from '../../contract/families/access/routes.ts';
import type { HandlersOf } from '../handler.ts';
import * as keys from './keys.ts';
import * as operators from './operators.ts';

export const accessHandlers: HandlersOf<typeof accessRoutes> = { ...operators, ...keys };
