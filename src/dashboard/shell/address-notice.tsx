import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import * as texts from '#texts/actors.ts';
import { usePanel } from '../data/panel-context.ts';
import { spanQuery } from '../data/url/range.ts';
import { unknownZoneIn } from '../data/url/zone-name.ts';
import { useRange } from '../data/use-range.ts';
import { isBound } from '../data/zone.ts';
import { zoneWords } from '../format/date.ts';
import { Button } from '../ui/button.tsx';

/** Says why times are shown in another zone than asked for: there is none of that name, or retention leaves but one. */
export default function AddressNotice() {
  const { serverTimezone, bound } = usePanel();
  const { range, zone, setRange } = useRange();
  const named = useLocation({ select: ({ searchStr }) => unknownZoneIn(searchStr) });
  if (named)
    return (
      <Strip role="alert">
        <span>{texts.noSuchZone(named.slice(0, 60), zoneWords(zone))}</span>
        <Button className="ms-auto h-7" onClick={() => setRange({ timezone: undefined })}>
          {texts.removeFromAddress}
        </Button>
      </Strip>
    );
  if (!bound || !isBound(spanQuery(range), bound)) return null;
  return <Strip role="status">{texts.boundZone(zoneWords(serverTimezone), zoneWords(bound.zone))}</Strip>;
}

const Strip = ({ role, children }: { role: 'alert' | 'status'; children: ReactNode }) => (
  <p
    role={role}
    className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-signal/10 px-4 py-1.5 text-sm sm:px-6"
  >
    {children}
  </p>
);
