import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import * as texts from '#texts/explore-paths.ts';
import type { Paths } from '../../../../contract/families/explore/paths.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { exact, PART } from '../../../format/number.ts';
import { told } from '../told-count.ts';
import { type Item, idOf, itemsOf, openAtFirst } from './items.ts';
import { usePaths } from './question.ts';
import { keyIn } from './tree-keys.ts';
import { useWords } from './words.ts';

/** Where people went as a tree: arrow keys walk it, Enter lists who went there. */
export function PathsTree({ report }: { report: Paths }) {
  const { operator } = usePanel();
  const { ask } = usePaths();
  const words = useWords();
  const { nodes } = report;
  const usual = useMemo(() => openAtFirst(nodes), [nodes]);
  /** Ways that are not as they are to begin with. */
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState('');
  const tree = useRef<HTMLDivElement>(null);
  const items = itemsOf(nodes, ({ path }) => usual.has(idOf(path)) !== turned.has(idOf(path)));
  const here = items.find(({ id }) => id === at) ?? items[0];
  const turn = (ids: readonly string[]) =>
    setTurned((before) => new Set([...before, ...ids].filter((id) => !(before.has(id) && ids.includes(id)))));
  const go = (item: Item) => {
    setAt(item.id);
    tree.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(item.id)}"]`)?.focus();
  };
  const open = ({ who, path, count }: Item) => {
    if (operator.role === 'admin' && count) ask({ who, path: idOf(path) || undefined });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!here) return;
    const done = keyIn(event, items, here, (item) => words.nameOf(item), { go, turn, open });
    if (done) event.preventDefault();
  };
  const all = nodes[0]?.count ?? 0;
  return (
    <div
      ref={tree}
      role="tree"
      aria-label={texts.tree}
      className="panel py-2"
      data-tint="features"
      onKeyDown={onKeyDown}
    >
      {items.map((item) => (
        <Row
          key={item.id}
          item={item}
          name={words.nameOf(item)}
          all={all}
          current={item === here}
          onTurn={() => turn([item.id])}
          onOpen={() => open(item)}
          onFocus={() => setAt(item.id)}
        />
      ))}
    </div>
  );
}

interface RowProps {
  readonly item: Item;
  readonly name: string;
  readonly all: number;
  readonly current: boolean;
  readonly onTurn: () => void;
  readonly onOpen: () => void;
  readonly onFocus: () => void;
}

function Row({ item, name, all, current, onTurn, onOpen, onFocus }: RowProps) {
  const { operator } = usePanel();
  const { who, count, level, expanded, node } = item;
  const before = who === 'went' ? node.ofBefore : count === null || !node.count ? null : count / node.count;
  const share = before === null ? '' : exact(before, PART);
  const opens = operator.role === 'admin' && Boolean(count);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys of all its rows
    <div
      role="treeitem"
      data-id={item.id}
      aria-level={level}
      aria-posinset={item.place}
      aria-setsize={item.of}
      aria-expanded={expanded ?? undefined}
      aria-haspopup={opens ? 'dialog' : undefined}
      tabIndex={current ? 0 : -1}
      className={`mx-2 grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-sm px-2 py-1 text-sm hover:bg-sunken ${expanded === null ? '' : 'cursor-pointer'}`}
      onFocus={onFocus}
      onClick={() => expanded !== null && onTurn()}
    >
      <span
        className="flex min-w-0 items-center gap-1.5"
        style={{ paddingInlineStart: `${(level - 1) * 1.25}rem` }}
      >
        <ChevronRight
          aria-hidden="true"
          className={`size-4 shrink-0 text-ink-3 transition-transform rtl:rotate-180 ${expanded ? 'rotate-90 rtl:rotate-90' : ''} ${expanded === null ? 'invisible' : ''}`}
        />
        <span className={`truncate ${who === 'went' ? 'font-medium' : 'text-ink-2 italic'}`}>{name}</span>
      </span>{' '}
      <span className="flex items-baseline">
        {opens ? (
          <button
            type="button"
            tabIndex={-1}
            className="number-link w-16 text-end hover:underline"
            onClick={(event) => {
              event.stopPropagation();
              onOpen();
            }}
          >
            {told(count)}
          </button>
        ) : (
          <span className="w-16 text-end">{told(count)}</span>
        )}{' '}
        <span className="w-14 text-end text-ink-3">{share}</span>
      </span>
      <span
        className="col-span-2 ms-5 block overflow-hidden rounded-sm"
        style={{ paddingInlineStart: `${(level - 1) * 1.25}rem` }}
      >
        <span className="block rounded-sm bg-sunken">
          <span
            className={`block h-1.5 min-w-px rounded-sm ${who === 'went' ? 'bg-tint' : 'bg-ink-3/40'}`}
            style={{ width: `${all ? ((count ?? 0) / all) * 100 : 0}%` }}
          />
        </span>
      </span>
    </div>
  );
}
