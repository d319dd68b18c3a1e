import { useCallback, useState } from 'react';
import { own } from '../../../catalogue/own.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';

const KEY = 'joip-analytics.user-columns';

const defaults = (catalogue: PanelCatalogue): string[] => [
  'activities',
  ...Object.keys(catalogue.counters).filter((name) => own(catalogue.counters, name)?.ranked),
  'lastActivityAt',
  'lastSeenAt',
];

function remembered(): string[] | null {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : null;
  } catch {
    return null;
  }
}

function remember(columns: readonly string[] | null): void {
  try {
    if (columns) localStorage.setItem(KEY, JSON.stringify(columns));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing shows the default columns next time.
  }
}

export interface ColumnChoice {
  readonly shown: readonly string[];
  readonly toggle: (name: string) => void;
  readonly reset: () => void;
}

/** The optional columns that this browser's operator wants to see. */
export function useColumnChoice(catalogue: PanelCatalogue): ColumnChoice {
  const [chosen, setChosen] = useState(remembered);
  const shown = chosen ?? defaults(catalogue);
  const toggle = (name: string) => {
    const next = shown.includes(name) ? shown.filter((other) => other !== name) : [...shown, name];
    remember(next);
    setChosen(next);
  };
  const reset = useCallback(() => {
    remember(null);
    setChosen(null);
  }, []);
  return { shown, toggle, reset };
}
