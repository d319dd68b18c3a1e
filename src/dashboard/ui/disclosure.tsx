import { ChevronRight } from 'lucide-react';

/** Beside what opens below: it points on, and down once that is open. Stands in a `group`. */
export const Disclosure = ({ className = 'size-3.5 shrink-0' }: { className?: string }) => (
  <ChevronRight
    className={`${className} text-ink-3 transition-transform rtl:rotate-180 group-open:rotate-90 rtl:group-open:rotate-90`}
    aria-hidden="true"
  />
);
