import { Search } from 'lucide-react';
import { type KeyboardEvent, useCallback, useId, useState } from 'react';
import * as texts from '#texts/palette.ts';
import { usePanel } from '../../data/panel-context.ts';
import type { Command } from './command.ts';
import { OptionList } from './option-list.tsx';
import { remember } from './recent.ts';
import { useFound } from './use-found.ts';

/** Finds users, pages, actions, metrics and saved views by a few letters. */
export default function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const admin = usePanel().operator.role === 'admin';
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const { found, searching, error } = useFound(typed, onHelp);
  const list = useId();
  const at = Math.min(chosen, Math.max(0, found.length - 1));
  const open = useCallback((box: HTMLDialogElement | null) => {
    if (box && !box.open) box.showModal();
  }, []);
  const run = (command: Command | undefined) => {
    if (!command) return;
    if (!command.id.startsWith('user:')) remember(command.id);
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setChosen((at + step + found.length) % Math.max(1, found.length));
    else if (event.key === 'Home' && typed === '') setChosen(0);
    else if (event.key === 'End' && typed === '') setChosen(found.length - 1);
    else if (event.key === 'Enter') run(found[at]?.command);
    else return;
    event.preventDefault();
  };
  const what = admin ? texts.findAll : texts.findSome;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the browser's own key for it
    <dialog
      ref={open}
      aria-label={texts.searchAndJump}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="panel m-auto mt-[10vh] w-[min(38rem,calc(100vw-1.5rem))] overflow-hidden p-0 text-base text-ink shadow-(--shadow) backdrop:bg-paper/70"
    >
      <div className="relative border-b border-line">
        <Search
          className="pointer-events-none absolute top-4 start-4 size-4.5 text-ink-3"
          aria-hidden="true"
        />
        <input
          autoFocus
          role="combobox"
          aria-label={texts.search}
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={texts.find(what)}
          value={typed}
          onChange={(e) => {
            setTyped(e.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12.5 w-full bg-surface pe-4 ps-11.5 text-lg outline-none placeholder:text-ink-3"
        />
      </div>
      <OptionList id={list} found={found} at={at} onPoint={setChosen} onRun={run} />
      <p role="status" className="border-t border-line px-4 py-2 text-xs text-ink-3">
        {error
          ? texts.usersNotSearched(error.message)
          : searching
            ? texts.searchingUsers
            : found.length === 0
              ? texts.nothingMatches(typed.trim())
              : texts.keys}
      </p>
    </dialog>
  );
}
