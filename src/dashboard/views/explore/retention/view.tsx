import { useQuery } from '@tanstack/react-query';
import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-retention.ts';
import { addressOf } from '../../../data/address.ts';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { Section } from '../../../ui/section.tsx';
import { QuestionFrame } from '../question-frame.tsx';
import { numbersOf } from '../reports.ts';
import { CellDrawer } from './cell-drawer.tsx';
import { RetentionCurve } from './curve.tsx';
import { retentionQuery, useRetention } from './question.ts';
import { RetentionSettings } from './settings.tsx';
import { RetentionTriangle } from './triangle.tsx';

/** Who comes back: a triangle of cohorts, and the curve of all of them. */
export default function RetentionView() {
  const { search } = useRetention();
  const query = retentionQuery(search);
  const interval = search.interval ?? 'week';
  return (
    <QuestionFrame
      label={explore.retention}
      report={useQuery(numbersOf('cohorts', query))}
      comparable={false}
      settings={<RetentionSettings />}
      list={search.cohort !== undefined && <CellDrawer cohort={search.cohort} />}
    >
      {(report) =>
        report.cohorts.every(({ size }) => size === 0) ? (
          <p className="panel p-6 text-ink-2">{explore.nobodyBegan}</p>
        ) : (
          <>
            <Section title={texts.curve} note={texts.curveNote}>
              <RetentionCurve curve={report.curve} interval={interval} />
            </Section>
            <Section
              title={texts.cohorts}
              note={texts.cohortsNote}
              aside={
                <DownloadLink
                  href={addressOf('cohorts', { ...query, format: 'csv' })}
                  what={texts.retentionFile}
                />
              }
            >
              <RetentionTriangle report={report} interval={interval} />
            </Section>
          </>
        )
      }
    </QuestionFrame>
  );
}
