import { useState } from 'react';
import * as texts from '#texts/shell.ts';

const TARGETS = [
  { of: 'main', text: texts.skipToContent },
  { of: 'main [role=slider]', text: texts.skipToChart },
  { of: 'main table, main [data-cards]', text: texts.skipToTable },
] as const;

/** The first stops of Tab, seen once they are reached: past the header, to what the view has. */
export default function SkipLinks() {
  const [there, setThere] = useState<readonly string[]>(['main']);
  // Which of them there are is known once somebody comes by.
  const look = () => setThere(TARGETS.map(({ of }) => of).filter((of) => document.querySelector(of)));
  return (
    <nav aria-label={texts.skip} onFocus={look} className="print:hidden">
      {TARGETS.filter(({ of }) => there.includes(of)).map(({ of, text }) => (
        // A button: with a <base> a bare fragment would leave the page.
        <button
          key={of}
          type="button"
          className="fixed top-2 start-2 z-60 -translate-y-16 rounded-md bg-ink px-3 py-1.5 text-sm text-surface focus:translate-y-0"
          onClick={() => skipTo(document.querySelector<HTMLElement>(of))}
        >
          {text}
        </button>
      ))}
    </nav>
  );
}

function skipTo(target: HTMLElement | null): void {
  if (!target) return;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
}
