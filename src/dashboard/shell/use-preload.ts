import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

const AFTER_MS = 1500;
const BOXES = [
  () => import('../ui/anchored.tsx'),
  () => import('./range/range-panel.tsx'),
  () => import('./administration-list.tsx'),
];

/** Fetches the code of other views, and of what a button opens, once the first one stands: both come at once then. */
export function usePreload(ready: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => {
      void router.preloadRoute({ to: '/usage' });
      for (const load of BOXES) void load().catch(() => undefined);
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [ready, router]);
}
