import { ChevronDown } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import * as texts from '#texts/range.ts';
import { usePanel } from '../../data/panel-context.ts';
import { clock } from '../../format/date.ts';
import { countriesOfZones, findZones, type Zone, zoneFor } from '../../format/zones.ts';
import { GroupedOptions } from '../../ui/grouped-options.tsx';
import { SearchInput } from '../../ui/search-input.tsx';

interface ZonePickerProps {
  readonly zone: string;
  readonly onZone: (zone: string) => void;
}

interface Offered extends Zone {
  readonly group: string;
  readonly note: string | undefined;
}

/** The operator's zone, behind a button: found by city, country or offset. */
export function ZonePicker({ zone, onZone }: ZonePickerProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const name = useId();
  const { city, offset } = zoneFor(zone, Date.now());
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-[5.5rem_1fr] items-center">
        <span id={name} className="text-sm text-ink-2">
          {texts.timeZone}
        </span>
        <button
          ref={button}
          type="button"
          aria-labelledby={`${name} ${name}-value`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex h-8 items-center justify-between rounded-md border border-line-strong bg-surface pe-2 ps-2.5 text-start text-sm text-ink hover:bg-sunken"
        >
          <span id={`${name}-value`} className="truncate">
            {city} <span className="text-ink-3">{zone === 'UTC' ? '' : offset}</span>
          </span>
          <ChevronDown className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
        </button>
      </div>
      {open && (
        <ZoneList
          zone={zone}
          onClose={close}
          onZone={(chosen) => {
            onZone(chosen);
            close();
          }}
        />
      )}
    </div>
  );
}

/** A box of a small screen scrolls to it. */
const show = (box: HTMLElement | null) => box?.scrollIntoView({ block: 'nearest' });

function ZoneList({ zone, onZone, onClose }: ZonePickerProps & { readonly onClose: () => void }) {
  const offered = useOffered(zone);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const found = useMemo(() => findZones(offered, typed), [offered, typed]);
  const at = Math.min(chosen, found.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 6, PageUp: at - 6 }[event.key];
    if (to !== undefined) setChosen(Math.max(0, Math.min(to, found.length - 1)));
    else if (event.key === 'Enter') found[at] && onZone(found[at].name);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={show} data-escape="own" className="rounded-md border border-line">
      <div className="p-1.5">
        <SearchInput
          label={texts.findTimeZone}
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
          placeholder={texts.zoneExample}
          onText={(text) => {
            setTyped(text);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <GroupedOptions
        id={id}
        label={texts.timeZones}
        items={found}
        groupOf={({ group }) => group}
        at={at}
        className="relative h-52 border-t border-line px-1.5 pb-1.5"
        headClassName="sticky top-0 bg-surface px-2"
        option={(each, i) => (
          <Option
            key={each.name}
            id={`${id}-${i}`}
            zone={each}
            selected={i === at}
            onPress={() => onZone(each.name)}
          />
        )}
      >
        {found.length === 0 && (
          <p className="px-2 py-3 text-sm text-ink-3">{texts.noTimeZoneMatches(typed.trim())}</p>
        )}
      </GroupedOptions>
      <p role="status" className="sr-only">
        {texts.zonesFound(found.length)}
      </p>
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly zone: Offered;
  readonly selected: boolean;
  readonly onPress: () => void;
}

function Option({ id, zone, selected, onPress }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the line above, which names the chosen one
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the line above does it
    <div
      id={id}
      role="option"
      aria-selected={selected}
      onClick={onPress}
      className="flex min-h-7 cursor-pointer items-baseline gap-2 rounded-md px-2 py-1 text-sm hover:bg-sunken aria-selected:bg-sunken"
    >
      <span className="shrink-0">{zone.city}</span>
      <span className="min-w-0 flex-1 truncate text-xs text-ink-3">{zone.note}</span>
      <span className="shrink-0 text-xs text-ink-3">
        {zone.name === 'UTC' ? '' : `${zone.offset} · `}
        {clock(new Date().toISOString(), zone.name)}
      </span>
    </div>
  );
}

/** The operator's, the browser's, the server's and UTC on top; all others by part of the world. */
function useOffered(zone: string): readonly Offered[] {
  const { serverTimezone } = usePanel();
  return useMemo(() => {
    const countries = countriesOfZones();
    const now = Date.now();
    const notes = new Map([[zone, texts.shownNow]]);
    const note = (name: string, words: string) => {
      const known = notes.get(name);
      notes.set(name, known ? `${known}, ${words}` : words);
    };
    note(Intl.DateTimeFormat().resolvedOptions().timeZone, texts.thisBrowsers);
    note(serverTimezone, texts.theServers);
    if (!notes.has('UTC')) notes.set('UTC', texts.utc);
    const made = (name: string) => zoneFor(name, now, countries.get(name));
    return [
      ...[...notes].map(([name, words]) => ({ ...made(name), group: texts.suggested, note: words })),
      ...Intl.supportedValuesOf('timeZone')
        .filter((name) => !notes.has(name))
        .map(made)
        .map((each) => ({ ...each, group: each.region, note: each.country })),
    ];
  }, [zone, serverTimezone]);
}
