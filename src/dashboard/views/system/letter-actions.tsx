import { useMutation } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import * as texts from '#texts/system.ts';
import { own } from '../../../catalogue/own.ts';
import type { LetterSelector } from '../../../contract/families/letters/index.ts';
import { exact } from '../../format/number.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { discard, replay } from './letters-query.ts';

interface LetterActionsProps {
  readonly which: LetterSelector;
  /** What they are, as in “Discard 3 letters of unknown action”. */
  readonly what: string;
  readonly count: number;
  /** What came of it, in words. */
  readonly onDone: (told: string) => void;
}

/** Try letters again, or delete them for good; the latter asks twice. */
export function LetterActions({ which, what, count, onDone }: LetterActionsProps) {
  const again = useMutation({
    mutationFn: () => replay(which),
    onSuccess: (answer) => onDone(toldOf(answer)),
    onError: (error) => onDone(texts.notReplayed(error.message)),
  });
  return (
    <span className="flex items-center gap-2">
      <Button aria-label={texts.replayWhat(what)} disabled={again.isPending} onClick={() => again.mutate()}>
        <RotateCcw className={`size-3.5 ${again.isPending ? 'animate-spin' : ''}`} aria-hidden="true" />
        {again.isPending ? texts.replaying : texts.replay}
      </Button>
      <ConfirmButton
        look="danger"
        trigger={texts.discard}
        label={texts.discardWhat(what)}
        title={texts.discardAsked(what)}
        confirm={texts.discardCount(exact(count))}
        act={async () => {
          const { discarded } = await discard(which);
          onDone(texts.discarded(discarded, exact(discarded)));
        }}
      >
        <p>{texts.discardMeans}</p>
      </ConfirmButton>
    </span>
  );
}

function toldOf({ replayed, outcomes }: Awaited<ReturnType<typeof replay>>): string {
  const parts = Object.entries(outcomes)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => `${exact(n)} ${own(texts.outcomes, name) ?? name}`);
  return texts.replayed(replayed, exact(replayed), parts.join(', '));
}
