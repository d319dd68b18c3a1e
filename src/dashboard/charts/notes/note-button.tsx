import { Flag } from 'lucide-react';
import { useState } from 'react';
import * as texts from '#texts/chart-tools.ts';
import { usePanel } from '../../data/panel-context.ts';
import { Button } from '../../ui/button.tsx';
import NoteDialog from './note-dialog.tsx';

/** Where a note begins. */
export function NoteButton() {
  const { operator } = usePanel();
  const [writing, setWriting] = useState(false);
  if (operator.role !== 'admin') return null;
  return (
    <>
      <Button
        look="icon"
        aria-label={texts.noteOnDay}
        title={texts.noteOnDay}
        onClick={() => setWriting(true)}
      >
        <Flag className="size-4" aria-hidden="true" />
      </Button>
      {writing && <NoteDialog onClose={() => setWriting(false)} />}
    </>
  );
}
