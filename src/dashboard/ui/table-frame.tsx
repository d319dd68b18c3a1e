import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

interface TableFrameProps {
  readonly label: string;
  readonly className?: string;
  /** The table. */
  readonly children: ReactNode;
}

/**
 * What a table stands in. Its head stays in sight while the page scrolls; only where the window is too narrow for
 * its columns it scrolls, sideways, and is a stop of Tab.
 */
export function TableFrame({ label, className = '', children }: TableFrameProps) {
  const frame = useRef<HTMLElement>(null);
  const [narrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const box = frame.current;
    const table = box?.querySelector('table');
    if (!box || !table) return;
    const observer = new ResizeObserver(() => setNarrow(table.offsetWidth > box.clientWidth));
    observer.observe(box);
    observer.observe(table);
    return () => observer.disconnect();
  }, []);
  return (
    <section
      ref={frame}
      aria-label={label}
      tabIndex={narrow ? 0 : undefined}
      className={`table-frame relative -outline-offset-2 ${narrow ? 'overflow-x-auto' : ''} ${className}`}
    >
      {children}
    </section>
  );
}
