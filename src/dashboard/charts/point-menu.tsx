import { CalendarRange, Flag, List, Users } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import * as texts from '#texts/chart-tools.ts';
import * as nouns from '#texts/nouns.ts';
import { usePanel } from '../data/panel-context.ts';
import { dayIn } from '../format/date.ts';
import { exact } from '../format/number.ts';
import { byWhom, listKind, openedIn } from '../numbers/opened/opens.ts';
import { OpensLink } from '../numbers/opened/opens-link.tsx';
import { readingAt } from '../numbers/reading.ts';
import type { Run } from '../numbers/run.ts';
import Anchored from '../ui/anchored.tsx';
import { BeforeAfterLink } from './notes/before-after-link.tsx';

interface PointMenuProps {
  readonly run: Run;
  readonly index: number;
  /** A mark where the point is. */
  readonly anchor: RefObject<HTMLElement | null>;
  /** The chart, which has the focus again. */
  readonly from: RefObject<HTMLElement | null>;
  /** Absent where the point is as small as a range gets. */
  readonly onNarrow?: (() => void) | undefined;
  /** Takes the instant that the point begins at. */
  readonly onNote: (at: string) => void;
  readonly onClose: () => void;
}

const CHOICE =
  'flex w-full items-center gap-2.5 px-4 py-2 text-start text-sm hover:bg-sunken focus-visible:-outline-offset-2';

/** What a point of the chart leads to: the rows that it counts, or its own range. */
export default function PointMenu({ run, index, anchor, from, onNarrow, onNote, onClose }: PointMenuProps) {
  const { operator } = usePanel();
  const point = run.points[index];
  if (!point) return null;
  const { label, current } = readingAt(run, index);
  const { opens } = run;
  const listed = opens && openedIn(opens, point, run);
  const whom = listed && byWhom(listed);
  return (
    <Anchored id="point-menu" label={label} anchor={anchor} from={from} onClose={onClose} className="w-72">
      <p className="border-b border-line px-4 py-2.5 text-sm">
        <span className="text-ink-3">{label}</span>{' '}
        <span className="font-semibold">{current === null ? texts.notKnown : exact(current, run.unit)}</span>
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: whichever choice is taken, the menu has done its work */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the choices' own key is a click */}
      <div className="py-1.5" onClick={onClose}>
        {listed && (
          <OpensLink
            opens={listed}
            count={current}
            or={<Nothing>{texts.nothingListHere}</Nothing>}
            className={CHOICE}
          >
            <List className="size-4 text-ink-3" aria-hidden="true" />
            {rowsWords(run, current ?? 0)}
          </OpensLink>
        )}
        {whom && (
          <OpensLink opens={whom} count={current} or={null} className={CHOICE}>
            <Users className="size-4 text-ink-3" aria-hidden="true" />
            {texts.byWhom}
          </OpensLink>
        )}
        {onNarrow && (
          <button type="button" className={CHOICE} onClick={onNarrow}>
            <CalendarRange className="size-4 text-ink-3" aria-hidden="true" />
            {texts.zoomTo(run.meta.interval)}
          </button>
        )}
        {run.meta.interval === 'day' && (
          <BeforeAfterLink
            day={dayIn(run.meta.timezone, point.start)}
            zone={run.meta.timezone}
            className={CHOICE}
          />
        )}
        {operator.role === 'admin' && (
          <button type="button" className={CHOICE} onClick={() => onNote(point.start)}>
            <Flag className="size-4 text-ink-3" aria-hidden="true" />
            {texts.addNote}
          </button>
        )}
        {!opens && !onNarrow && <Nothing>{texts.nothingListHere}</Nothing>}
      </div>
    </Anchored>
  );
}

const Nothing = ({ children }: { children: ReactNode }) => (
  <p className="px-4 py-2 text-sm text-ink-3">{children}</p>
);

/** `See the 412 activities`, `See the 12 users`, `See the transactions`. */
function rowsWords({ opens, unit }: Run, n: number): string {
  if (!opens) return '';
  const rows = nouns.listed[listKind(opens)];
  return unit.kind === 'money' ? texts.seeAll(rows(2)) : texts.see(exact(n), rows(n));
}
