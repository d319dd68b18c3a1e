import { useMutation } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { own } from '../../../catalogue/own.ts';
import type { LetterSelector } from '../../../contract/families/letters/index.ts';
import { exact, plural } from '../../format/number.ts';
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
    onError: (error) => onDone(`Not replayed: ${error.message}`),
  });
  return (
    <span className="flex items-center gap-2">
      <Button aria-label={`Replay ${what}`} disabled={again.isPending} onClick={() => again.mutate()}>
        <RotateCcw className={`size-3.5 ${again.isPending ? 'animate-spin' : ''}`} aria-hidden="true" />
        {again.isPending ? 'Replaying …' : 'Replay'}
      </Button>
      <ConfirmButton
        look="danger"
        trigger="Discard"
        label={`Discard ${what}`}
        title={`Discard ${what}?`}
        confirm={`Discard ${exact(count)}`}
        act={async () => {
          const { discarded } = await discard(which);
          onDone(`Discarded ${exact(discarded)} ${plural(discarded, 'letter')}.`);
        }}
      >
        <p>They are deleted for good and are in no report: what they tell was never counted.</p>
      </ConfirmButton>
    </span>
  );
}

const WORDS: Readonly<Record<string, string>> = {
  committed: 'counted now',
  duplicate: 'known already',
  erased: 'of erased users',
  dead_letter: 'refused again',
  refused: 'not taken now; try again later',
};

function toldOf({ replayed, outcomes }: Awaited<ReturnType<typeof replay>>): string {
  const parts = Object.entries(outcomes)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => `${exact(n)} ${own(WORDS, name) ?? name}`);
  return `Replayed ${exact(replayed)} ${plural(replayed, 'letter')}: ${parts.join(', ') || 'nothing to do'}.`;
}
