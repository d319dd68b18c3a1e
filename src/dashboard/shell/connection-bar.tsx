import { CloudOff } from 'lucide-react';
import { useEffect } from 'react';
import * as texts from '#texts/shell.ts';
import { useCutOff } from '../data/connection.ts';
import { retryFailed } from '../data/query-client.ts';
import { Button } from '../ui/button.tsx';

const EVERY_MS = 5_000;

/** While the server doesn't answer: says so, keeps what is on screen, and asks again by itself. */
export function ConnectionBar() {
  const cutOff = useCutOff();
  useEffect(() => {
    if (!cutOff) return;
    const again = () => void retryFailed();
    const timer = setInterval(again, EVERY_MS);
    addEventListener('online', again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [cutOff]);
  return (
    <div role="status">
      {cutOff && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-bad/8 px-4 py-1.5 text-sm sm:px-6">
          <CloudOff className="size-4 shrink-0 text-bad" aria-hidden="true" />
          <strong className="font-semibold">{texts.noAnswerFromServer}</strong>
          <span className="text-ink-2">{texts.computedBefore}</span>
          <Button className="ms-auto h-7" onClick={() => void retryFailed()}>
            {texts.askNow}
          </Button>
        </p>
      )}
    </div>
  );
}
