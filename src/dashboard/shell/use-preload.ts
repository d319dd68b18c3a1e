import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

const AFTER_MS = 1500;

/** Fetches the code of the other views once the first one stands, so that a change of view is at once. */
export function usePreload(ready: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => {
      void router.preloadRoute({ to: '/usage' });
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [ready, router]);
}
