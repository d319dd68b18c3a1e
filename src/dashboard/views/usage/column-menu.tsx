import { Columns3 } from 'lucide-react';
import * as texts from '#texts/usage.ts';
import { own } from '../../../catalogue/own.ts';
import { usePanel } from '../../data/panel-context.ts';
import { Button } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import type { ColumnChoice } from './use-column-choice.ts';
import { columnLabels } from './user-columns.tsx';

interface ColumnMenuProps {
  readonly choice: ColumnChoice;
  readonly compact: boolean;
  readonly onCompact: (compact: boolean) => void;
}

/** Which columns the table shows, and how high its rows are. */
export function ColumnMenu({ choice, compact, onCompact }: ColumnMenuProps) {
  const { catalogue } = usePanel();
  const labels = columnLabels(catalogue);
  const groups = Object.entries(catalogue.features).map(([feature, { label }]) => ({
    label,
    names: Object.keys(catalogue.counters).filter(
      (name) => own(catalogue.counters, name)?.feature === feature,
    ),
  }));
  const all = [{ label: texts.general, names: ['activities', 'lastActivityAt', 'lastSeenAt'] }, ...groups];
  return (
    <Popover
      label={texts.columns}
      align="end"
      className="w-68"
      trigger={
        <>
          <Columns3 className="size-4 text-ink-3" aria-hidden="true" />
          {texts.columns}
        </>
      }
    >
      {() => (
        <>
          <div className="p-3">
            {all
              .filter(({ names }) => names.length > 0)
              .map(({ label, names }) => (
                <fieldset key={label} className="mb-2">
                  <legend className="px-1 pb-0.5 text-xs text-ink-3">{label}</legend>
                  {names.map((name) => (
                    <label
                      key={name}
                      className="flex items-center gap-2 rounded-sm px-1 py-1 text-sm hover:bg-sunken"
                    >
                      <input
                        type="checkbox"
                        className="size-3.5 accent-(--ink)"
                        checked={choice.shown.includes(name)}
                        onChange={() => choice.toggle(name)}
                      />
                      {labels[name]}
                    </label>
                  ))}
                </fieldset>
              ))}
          </div>
          <label className="flex items-center gap-2 border-t border-line px-4 py-2.5 text-sm">
            <input
              type="checkbox"
              className="size-3.5 accent-(--ink)"
              checked={compact}
              onChange={(e) => onCompact(e.target.checked)}
            />
            {texts.lowRows}
          </label>
          <div className="border-t border-line p-2">
            <Button look="quiet" onClick={choice.reset}>
              {texts.backUsualColumns}
            </Button>
          </div>
        </>
      )}
    </Popover>
  );
}
