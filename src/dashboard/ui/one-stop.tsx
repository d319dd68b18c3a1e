import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { readingKey } from './direction.ts';

const CONTROLS = 'a[href], button:enabled, select:enabled, input:enabled';
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

interface OneStopProps {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * Controls that are one stop of Tab together; the arrow keys lead from one to the next. What stands above every
 * view so takes few presses to pass.
 */
export function OneStop({ label, className, children }: OneStopProps) {
  return (
    <div {...useOneStop<HTMLDivElement>()} role="toolbar" aria-label={label} className={className}>
      {children}
    </div>
  );
}

/** The same for what has a role of its own, such as a table's head. */
export function useOneStop<Root extends HTMLElement>() {
  const root = useRef<Root>(null);
  useLayoutEffect(() => {
    const box = root.current;
    if (!box) return;
    const settle = () =>
      stopAt(
        box,
        box.querySelector<HTMLElement>('[tabindex="0"]') ?? box.querySelector('[aria-current=page]'),
      );
    const focused = ({ target }: FocusEvent) => stopAt(box, target as HTMLElement);
    settle();
    // Some come later, are taken away, or are shown in a wide window alone.
    const observer = new MutationObserver(settle);
    observer.observe(box, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    box.addEventListener('focusin', focused);
    addEventListener('resize', settle);
    return () => {
      observer.disconnect();
      box.removeEventListener('focusin', focused);
      removeEventListener('resize', settle);
    };
  }, []);
  return { ref: root, onKeyDown: step };
}

/** Without what they opened. */
const controlsOf = (box: HTMLElement) =>
  [...box.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (each) => !each.closest('[popover], dialog') && each.checkVisibility(),
  );

function stopAt(box: HTMLElement, wanted: HTMLElement | null): void {
  const controls = controlsOf(box);
  const stop = wanted && controls.includes(wanted) ? wanted : controls[0];
  for (const each of controls) each.tabIndex = each === stop ? 0 : -1;
}

function step(event: KeyboardEvent<HTMLElement>): void {
  const by = STEPS[readingKey(event.key)];
  const controls = controlsOf(event.currentTarget);
  const at = controls.indexOf(event.target as HTMLElement);
  if (!by || at < 0) return;
  event.preventDefault();
  controls[(at + by + controls.length) % controls.length]?.focus();
}
