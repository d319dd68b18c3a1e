import { type ReactNode, useEffect } from 'react';
import * as texts from '#texts/pages.ts';
import { useRefresh } from '../../data/queries.ts';
import { CodeBlock } from '../../ui/code-block.tsx';

interface FirstStepsProps {
  readonly title: string;
  /** What the lines do. */
  readonly text: string;
  readonly code: string;
  /** Other ways. */
  readonly children: ReactNode;
}

/** A view that has nothing yet: how the first of it gets here. It looks for it by itself. */
export function FirstSteps({ title, text, code, children }: FirstStepsProps) {
  useLookOut();
  return (
    <section aria-label={texts.firstSteps} className="panel flex max-w-3xl flex-col gap-3 p-6 sm:p-8">
      <div className="ruler w-40" aria-hidden="true" />
      <h2 className="text-xl font-semibold tracking-tight">{title}</h2>
      <p className="text-ink-2">{text}</p>
      <CodeBlock code={code} />
      <p className="text-sm text-ink-3">{children}</p>
    </section>
  );
}

export function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-xs">{children}</code>;
}

const EVERY_MS = 10_000;

/** The server keeps a report for minutes, also an empty one: while it is waited for, it is computed anew. */
function useLookOut(): void {
  const { refresh } = useRefresh();
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [refresh]);
}
