import { useMutation } from '@tanstack/react-query';
import { Download, Image, type LucideIcon, Sheet } from 'lucide-react';
import { useRef } from 'react';
import * as texts from '#texts/chart-tools.ts';
import type { CsvCell } from '../format/csv.ts';
import { FileChoice } from '../ui/file-choice.tsx';
import { Popover } from '../ui/popover.tsx';
import { saveCsv } from '../ui/save-csv.ts';
import { fileWords, saveFile } from '../ui/save-file.ts';
import { composePicture, type PictureText, pngOf } from './chart-picture.ts';

export interface ChartFiles extends PictureText {
  /** What the files are named by, in words: the metric, the range. */
  readonly name: readonly string[];
  /** The numbers that the chart shows, a head first. */
  readonly rows: () => readonly (readonly CsvCell[])[];
}

const CHOICES: readonly { kind: 'png' | 'csv'; Icon: LucideIcon; label: string; what: string }[] = [
  { kind: 'png', Icon: Image, label: texts.picture, what: texts.pngAsStands },
  { kind: 'csv', Icon: Sheet, label: texts.numbers, what: texts.csvEveryIntervalShown },
];

/** The chart of the panel that it stands in as a picture, or its numbers as a file. Nothing is asked of the server. */
export default function ChartDownload({ name, rows, ...text }: ChartFiles) {
  const root = useRef<HTMLDivElement>(null);
  const save = useMutation({
    mutationFn: async (kind: 'png' | 'csv') => {
      if (kind === 'csv') return saveCsv(name, rows());
      const chart = root.current?.closest('.panel')?.querySelector('canvas');
      if (!chart) throw new Error(texts.thereNoChartOn);
      saveFile(await pngOf(composePicture(chart, text)), `${fileWords(...name)}.png`);
    },
  });
  return (
    <div ref={root}>
      <Popover
        label={texts.downloadThisChart}
        look="icon"
        align="end"
        className="w-64 p-1.5"
        trigger={<Download className="size-4" aria-hidden="true" />}
      >
        {(close) => (
          <>
            {CHOICES.map(({ kind, Icon, label, what }) => (
              <FileChoice
                key={kind}
                Icon={Icon}
                label={label}
                what={what}
                disabled={save.isPending}
                onPress={() => save.mutate(kind, { onSuccess: close })}
              />
            ))}
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
