import type { ReactNode } from 'react';
import * as texts from '#texts/ui.ts';
import { CodeBlock } from './code-block.tsx';
import { Wordmark } from './wordmark.tsx';

/** The page outside: one narrow column under the mark. */
export function Outside({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex max-w-md flex-col gap-3 px-6 pt-[14vh] pb-16">
      <Wordmark large />
      <div className="ruler mb-2" aria-hidden="true" />
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      {children}
    </main>
  );
}

export function HowToGetLink() {
  return (
    <>
      <p className="text-ink-2">{texts.signInLinkWorks}</p>
      <CodeBlock code="npx joip-analytics operator link EMAIL" />
      <p className="text-sm text-ink-3">{texts.putYourOwnE}</p>
    </>
  );
}
