import { useMutation } from '@tanstack/react-query';
import { Download, Image, Sheet } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { type Cell, csvText } from '../format/csv.ts';
import { Popover } from '../ui/popover.tsx';
import { composePicture, pngOf } from './chart-picture.ts';
import { fileWords, saveFile } from './save-file.ts';

export interface LegendEntry {
  readonly label: string;
  /** As a canvas takes it, resolved. */
  readonly colour: string;
  readonly dotted?: boolean;
}

export interface ChartFiles {
  /** Heading of the picture: `Active users by day`. */
  readonly title: string;
  /** Under it: the range and its zone. */
  readonly note: string;
  /** What the files are named by, in words: the metric, the range. */
  readonly name: readonly string[];
  /** Asked for when a picture is made, since its colours follow the theme. */
  readonly legend: (box: HTMLElement) => readonly LegendEntry[];
  /** The chart alone, drawn at twice its size in CSS pixels; null while there is none. */
  readonly picture: () => HTMLCanvasElement | null;
  /** The numbers that the chart shows, a head first. */
  readonly rows: () => readonly (readonly Cell[])[];
}

const CHOICE =
  'flex w-full items-start gap-3 rounded-md px-3 py-2 text-left text-sm hover:bg-sunken disabled:opacity-45';

/** A chart as a picture or its numbers as a file, made here: nothing is asked of the server. */
export default function ChartDownload({ title, note, name, legend, picture, rows }: ChartFiles) {
  const root = useRef<HTMLDivElement>(null);
  const save = useMutation({
    mutationFn: async (kind: 'png' | 'csv') => {
      const file = `${fileWords(...name)}.${kind}`;
      if (kind === 'csv') return saveFile(new Blob([csvText(rows())], { type: 'text/csv' }), file);
      const chart = picture();
      const box = root.current;
      if (!chart || !box) throw new Error('The chart is not drawn yet; try again in a moment.');
      saveFile(await pngOf(composePicture(chart, { title, note, legend: legend(box) }, box)), file);
    },
  });
  const choice = (kind: 'png' | 'csv', icon: ReactNode, label: string, what: string, close: () => void) => (
    <button
      type="button"
      className={CHOICE}
      disabled={save.isPending}
      onClick={() => save.mutate(kind, { onSuccess: close })}
    >
      {icon}
      <span>
        <span className="block font-medium">{label}</span>
        <span className="block text-xs text-ink-3">{what}</span>
      </span>
    </button>
  );
  const icon = 'mt-0.5 size-4 shrink-0 text-ink-3';
  return (
    <div ref={root}>
      <Popover
        label="Download this chart"
        look="icon"
        align="right"
        className="w-64 p-1.5"
        trigger={<Download className="size-4" aria-hidden="true" />}
      >
        {(close) => (
          <>
            {choice(
              'png',
              <Image className={icon} aria-hidden="true" />,
              'Picture',
              'PNG, as it stands',
              close,
            )}
            {choice(
              'csv',
              <Sheet className={icon} aria-hidden="true" />,
              'Numbers',
              'CSV, every bucket shown',
              close,
            )}
            {save.isError && (
              <p role="alert" className="px-3 py-2 text-xs text-bad">
                {save.error.message}
              </p>
            )}
          </>
        )}
      </Popover>
    </div>
  );
}
