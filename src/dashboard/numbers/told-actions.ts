import * as texts from '#texts/numbers.ts';
import { own } from '../../catalogue/own.ts';
import type { PanelCatalogue } from '../../contract/families/panel/index.ts';
import { anyOf } from '../format/list.ts';

/** `“Composition created” or “Composition remixed”`. */
export const toldActions = (actions: readonly string[], c: PanelCatalogue): string =>
  anyOf(actions.map((action) => texts.quoted(own(c.actions, action)?.label ?? action)));
