import { type ReactNode, startTransition, useEffect, useRef, useState } from 'react';

/** Told to the window by whoever needs all of the page. */
export const WHOLE = 'whole';
/** By then the first view stands, on a slow machine too. */
const AFTER_MS = 1500;

/**
 * What is below the window is drawn once it comes near, or once there is nothing else to do: the first view doesn't
 * wait for it, and whoever prints the page has all of it.
 */
export function OnceVisible({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const show = () => startTransition(() => setNear(true));
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setNear(true),
      { rootMargin: '60px' },
    );
    observer.observe(box);
    const timer = setTimeout(show, AFTER_MS);
    addEventListener(WHOLE, show);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      removeEventListener(WHOLE, show);
    };
  }, []);
  return near ? children : <div ref={place}>{fallback}</div>;
}
