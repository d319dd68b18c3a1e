import * as texts from '#texts/print.ts';
import { usePanel } from '../../data/panel-context.ts';
import { moment, zoneWords } from '../../format/date.ts';
import { usePrinting } from '../../ui/printing.ts';
import { Wordmark } from '../../ui/wordmark.tsx';

/** On paper alone: of which platform the page is, and when and by whom it was printed. */
export default function PrintHead() {
  const { catalogue, operator, timezone } = usePanel();
  if (!usePrinting()) return null;
  return (
    <header className="flex items-center justify-between border-b border-line-strong pb-1.5 text-xs text-ink-2">
      <Wordmark />
      <p>
        <strong className="font-semibold text-ink">{catalogue.name}</strong>
        {texts.printed(
          location.host,
          moment(new Date().toISOString(), timezone),
          zoneWords(timezone),
          operator.email,
        )}
      </p>
    </header>
  );
}
