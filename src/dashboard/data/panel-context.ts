import { createContext, useContext } from 'react';
import type { PanelInfo } from '../../contract/families/panel/index.ts';

export const PanelContext = createContext<PanelInfo | null>(null);

/** Catalogue, operator and settings; only inside the signed-in shell. */
export function usePanel(): PanelInfo {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error('usePanel is called outside the signed-in shell');
  return panel;
}
