import { useState } from 'react';

const KEY = 'joip-analytics.compact-rows';

/** Whether tables of this browser have low rows. */
export function useDensity(): readonly [boolean, (compact: boolean) => void] {
  const [compact, setCompact] = useState(remembered);
  const choose = (wanted: boolean) => {
    setCompact(wanted);
    try {
      if (wanted) localStorage.setItem(KEY, '1');
      else localStorage.removeItem(KEY);
    } catch {
      // A browser that keeps nothing shows the usual rows next time.
    }
  };
  return [compact, choose];
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
