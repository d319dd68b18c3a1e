import { createContext, useContext } from 'react';
import type { PanelInfo } from '../../contract/families/panel/index.ts';
import type { Bound } from './zone.ts';

/** `timezone` is the operator's, for whatever has no range of its own. */
export interface Panel extends PanelInfo {
  readonly serverTimezone: string;
  /** The range that is shown in the server's zone whatever was asked for. */
  readonly bound: Bound | null;
}

export const PanelContext = createContext<Panel | null>(null);

/** Catalogue, operator and settings; only inside the signed-in shell. */
export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error('usePanel is called outside the signed-in shell');
  return panel;
}
