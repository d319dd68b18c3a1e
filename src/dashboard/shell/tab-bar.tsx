import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import * as texts from '#texts/shell.ts';
import { usePanel } from '../data/panel-context.ts';
import { carried } from '../data/url/range.ts';
import { OneStop } from '../ui/one-stop.tsx';
import { TABS } from './tabs.ts';

/** From where on the bar has room for all. */
const WIDE = matchMedia('(min-width: 48rem)');

/** The views; on a narrow screen a line of its own that scrolls, the present one always in sight. */
export function TabBar() {
  const { operator } = usePanel();
  const bar = useRef<HTMLElement>(null);
  const path = useLocation({ select: (l) => l.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path has another present tab
  useEffect(() => {
    // To measure is to lay the page out; where nothing scrolls there is nothing to measure.
    if (WIDE.matches) return;
    const present = bar.current?.querySelector<HTMLElement>('[aria-current=page]');
    if (bar.current && present) bar.current.scrollLeft += middleOf(present) - middleOf(bar.current);
  }, [path]);
  return (
    <nav
      ref={bar}
      aria-label={texts.views}
      className="relative flex max-md:order-last max-md:-mx-4 max-md:h-10 max-md:w-[calc(100%+2rem)] max-md:overflow-x-auto max-md:px-1.5 max-md:[scrollbar-width:none] sm:max-md:-mx-6 sm:max-md:w-[calc(100%+3rem)] sm:max-md:px-3"
    >
      <OneStop label={texts.views} className="flex items-stretch">
        {TABS.filter((tab) => operator.role === 'admin' || tab.role === 'viewer').map((tab) => (
          <Link
            key={tab.to}
            to={tab.to}
            search={carried}
            activeOptions={{ includeSearch: false }}
            className="relative flex shrink-0 items-center px-2 text-sm text-ink-2 -outline-offset-2 after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:bg-signal after:opacity-0 hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:after:opacity-100 lg:px-3 lg:after:inset-x-3"
          >
            {tab.label}
          </Link>
        ))}
      </OneStop>
    </nav>
  );
}

function middleOf(element: Element): number {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
}
