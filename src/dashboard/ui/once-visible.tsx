import { type ReactNode, useEffect, useRef, useState } from 'react';

/** What is below the window is drawn once it comes near: the first view does not wait for it. */
export function OnceVisible({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setNear(true),
      { rootMargin: '60px' },
    );
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return near ? children : <div ref={place}>{fallback}</div>;
}
