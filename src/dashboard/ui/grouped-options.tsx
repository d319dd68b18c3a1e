import { type ReactNode, useEffect, useRef } from 'react';

interface GroupedOptionsProps<Item> {
  readonly id: string;
  readonly label: string;
  /** Those of a group stand together, groups in the order in which they begin. */
  readonly items: readonly Item[];
  readonly groupOf: (item: Item) => string;
  /** Position of the chosen one, which is kept in sight. */
  readonly at: number;
  readonly className: string;
  readonly headClassName: string;
  /** An option, `role="option"`, named `${id}-${i}`. */
  readonly option: (item: Item, i: number) => ReactNode;
  /** Below the options. */
  readonly children?: ReactNode;
}

/** A list box under the names of its groups; focus stays in the line that it belongs to. */
export function GroupedOptions<Item>(props: GroupedOptionsProps<Item>) {
  const { id, label, items, groupOf, at, className, headClassName, option, children } = props;
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, items]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className={`overflow-y-auto ${className}`}>
      {[...new Set(items.map(groupOf))].map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a list box has no fieldsets
        <div key={group} role="group" aria-label={group}>
          <p
            aria-hidden="true"
            className={`pt-2 pb-1 text-2xs font-medium tracking-wide text-ink-3 uppercase ${headClassName}`}
          >
            {group}
          </p>
          {items.map((item, i) => (groupOf(item) === group ? option(item, i) : null))}
        </div>
      ))}
      {children}
    </div>
  );
}
