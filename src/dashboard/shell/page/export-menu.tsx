import { Download, Printer, Sheet } from 'lucide-react';
import * as texts from '#texts/print.ts';
import { FileChoice } from '../../ui/file-choice.tsx';
import { Popover } from '../../ui/popover.tsx';
import { printPage } from '../../ui/print-page.ts';
import type { TableFile } from '../../ui/save-button.tsx';

/** The page to take along: on paper or as a PDF, by the browser's print; its numbers as a file. */
export default function ExportMenu({ file }: { file?: TableFile | undefined }) {
  return (
    <Popover
      label={texts.exported}
      look="icon"
      align="end"
      className="w-64 p-1.5"
      trigger={<Download className="size-4" aria-hidden="true" />}
    >
      {(close) => (
        <>
          <FileChoice
            Icon={Printer}
            label={texts.pdf}
            what={texts.pdfOf}
            onPress={() => {
              close();
              void printPage();
            }}
          />
          {file && (
            <FileChoice
              Icon={Sheet}
              label={texts.csv}
              what={texts.csvOf}
              name={texts.csvNamed(file.what)}
              onPress={async () => {
                close();
                (await import('../../ui/save-csv.ts')).saveCsv(file.name, await file.rows());
              }}
            />
          )}
        </>
      )}
    </Popover>
  );
}
