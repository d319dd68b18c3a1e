import type { ReactNode } from 'react';
import * as texts from '#texts/settings.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';

interface OnceProps {
  readonly title: string;
  readonly secret: string;
  readonly children: ReactNode;
  readonly onDone: () => void;
}

/** It may come up above what was pressed. */
const showWhole = (box: HTMLElement | null) => box?.scrollIntoView({ block: 'nearest' });

/** Something that is shown this once, to be copied and handed on. */
export function Once({ title, secret, children, onDone }: OnceProps) {
  return (
    <section
      ref={showWhole}
      aria-label={title}
      className="panel panel-tint flex flex-col gap-3 p-4"
      data-tint="overall"
    >
      <h3 className="font-medium">{title}</h3>
      <p role="status" className="text-sm text-ink-2">
        {children}
      </p>
      <CodeBlock code={secret} />
      <Button className="self-start" onClick={onDone}>
        {texts.iHaveKept}
      </Button>
    </section>
  );
}
