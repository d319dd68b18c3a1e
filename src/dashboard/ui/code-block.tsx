import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import * as texts from '#texts/ui.ts';
import { Button } from './button.tsx';

/** Lines to copy. */
export function CodeBlock({ code }: { code: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(code);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="flex items-start rounded-md border border-line bg-sunken">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        className="min-w-0 flex-1 overflow-x-auto p-3 font-mono text-xs leading-5"
      >
        <code>{code}</code>
      </pre>
      <Button look="icon" className="m-1.5" aria-label={copied ? texts.copied : texts.copy} onClick={copy}>
        <Icon className="size-4" aria-hidden="true" />
      </Button>
    </div>
  );
}
