import * as texts from '#texts/numbers.ts';
import { own } from '../../catalogue/own.ts';
import type { PanelCatalogue } from '../../contract/families/panel/index.ts';
import { openedBy } from './opened/opened.ts';
import type { Opens } from './opened/opens.ts';

/**
 * How a number is made up of actions: `“Media uploaded” − “Media deleted”`. Null where it isn't, or where it
 * is one action alone by its own name.
 */
export function formulaOf(opens: Opens | undefined, c: PanelCatalogue): string | null {
  if (opens?.kind !== 'rows') return null;
  const opened = openedBy(opens.of, c);
  if (!opened || opened.list) return null;
  const { action, feature, breakdowns = {} } = opened.filter;
  const taken = opened.minus?.split(',') ?? [];
  const all =
    action?.split(',') ??
    Object.keys(c.actions).filter((name) =>
      feature ? own(c.actions, name)?.feature === feature : breakdownsHold(breakdowns, name, c),
    );
  const added = all.filter((name) => !taken.includes(name));
  const where = Object.entries(breakdowns).map(([by, value]) =>
    texts.formulaWith(own(c.breakdowns, by)?.label ?? by, value),
  );
  if (added.length === 0) return null;
  const minus = taken.map((name) => ` − ${told(name, c)}`).join('');
  return added.map((name) => told(name, c)).join(' + ') + minus + where.join('');
}

function breakdownsHold(
  breakdowns: Readonly<Record<string, string>>,
  action: string,
  c: PanelCatalogue,
): boolean {
  const names = Object.keys(breakdowns);
  return names.length > 0 && names.every((by) => own(c.breakdowns, by)?.actions.includes(action));
}

const told = (action: string, c: PanelCatalogue) => texts.quoted(own(c.actions, action)?.label ?? action);
