import { Flag, Pencil, Rocket, Trash2 } from 'lucide-react';
import { useState } from 'react';
import * as texts from '#texts/chart-tools.ts';
import { usePanel } from '../../data/panel-context.ts';
import { calendarDay, dayIn, moment } from '../../format/date.ts';
import type { Run } from '../../numbers/run.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { BeforeAfterLink } from './before-after-link.tsx';
import NoteDialog from './note-dialog.tsx';
import { removeNote, type Told, useNotes } from './notes-query.ts';
import { ReleaseLink } from './release-link.tsx';

/** What operators noted in the chart's range, and releases, latest first. */
export default function NoteList({ run }: { run: Run }) {
  const notes = useNotes(run.meta);
  const [changing, setChanging] = useState<Told>();
  if (notes.length === 0) return null;
  return (
    <>
      <ul aria-label={texts.notes} className="max-h-44 overflow-y-auto border-t border-line max-sm:max-h-80">
        {[...notes].reverse().map((note) => (
          <NoteItem key={note.id} note={note} run={run} onChange={() => setChanging(note)} />
        ))}
      </ul>
      {changing && <NoteDialog note={changing} onClose={() => setChanging(undefined)} />}
    </>
  );
}

const WAY = 'link inline-flex shrink-0 items-center gap-1.5 text-ink-2 max-sm:ms-6.5 max-sm:mt-1';

function NoteItem({ note, run, onChange }: { note: Told; run: Run; onChange: () => void }) {
  const { operator } = usePanel();
  const zone = run.meta.timezone;
  const isRelease = note.version !== null;
  const Icon = isRelease ? Rocket : Flag;
  const when = note.day ? calendarDay(note.day) : moment(note.at, zone);
  return (
    <li className="flex items-start gap-x-3 border-line px-4 py-2 text-sm not-last:border-b max-sm:flex-wrap">
      <Icon className="mt-1 size-3.5 shrink-0 text-tint" aria-hidden="true" />
      <div className="min-w-0 flex-1 max-sm:basis-4/5 sm:flex sm:gap-4">
        <p className="shrink-0 text-ink-3 sm:w-38">{when}</p>
        <p className="min-w-0 flex-1 wrap-anywhere">
          {note.text}{' '}
          {operator.role === 'admin' && !isRelease && (
            <span className="text-ink-3 max-sm:hidden">{note.author ?? texts.removedOperator}</span>
          )}
        </p>
      </div>
      {isRelease ? (
        <ReleaseLink beforeAfter={note.beforeAfter} run={run} className={WAY} />
      ) : (
        <BeforeAfterLink day={note.day ?? dayIn(zone, note.at)} zone={zone} className={WAY} />
      )}
      {operator.role === 'admin' && (
        <span className="-my-1 flex shrink-0 max-sm:ms-auto">
          <Button look="icon" aria-label={texts.changeNote(when)} onClick={onChange}>
            <Pencil className="size-3.5" aria-hidden="true" />
          </Button>
          <ConfirmButton
            look="icon"
            label={texts.removeNote(when)}
            trigger={<Trash2 className="size-3.5" aria-hidden="true" />}
            title={texts.removeThisNote}
            confirm={texts.removeIt}
            act={() => removeNote(note.id)}
          >
            <p>{texts.goesForEveryOperator(note.text)}</p>
          </ConfirmButton>
        </span>
      )}
    </li>
  );
}
