import { type ReactNode, startTransition, useEffect, useRef, useState } from 'react';
import { useWhole } from './printing.ts';

/** By then the first view stands, on a slow machine too. */
const AFTER_MS = 1500;

/**
 * What is below the window is drawn once it comes near, or once there is nothing else to do: the first view does not
 * wait for it, and whoever prints the page has all of it.
 */
export function OnceVisible({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const whole = useWhole();
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setNear(true),
      { rootMargin: '60px' },
    );
    observer.observe(box);
    const timer = setTimeout(() => startTransition(() => setNear(true)), AFTER_MS);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, []);
  return near || whole ? children : <div ref={place}>{fallback}</div>;
}
