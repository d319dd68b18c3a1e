import { useQuery } from '@tanstack/react-query';
import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-paths.ts';
import { addressOf } from '../../../data/address.ts';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { Section } from '../../../ui/section.tsx';
import { QuestionFrame } from '../question-frame.tsx';
import { numbersOf } from '../reports.ts';
import { PathPeople } from './people.tsx';
import { pathsQuery, usePaths } from './question.ts';
import { PathsSettings } from './settings.tsx';
import { PathsTable } from './table.tsx';
import { PathsTree } from './tree.tsx';

/** Which way people went: a tree, and the same as a table. */
export default function PathsView() {
  const { search } = usePaths();
  const query = pathsQuery(search);
  return (
    <QuestionFrame
      label={explore.paths}
      report={useQuery(numbersOf('paths', query))}
      comparable={false}
      settings={<PathsSettings />}
      list={search.who !== undefined && <PathPeople />}
    >
      {(report) =>
        report.nodes[0]!.count === 0 ? (
          <p className="panel p-6 text-ink-2">{explore.nobodyBegan}</p>
        ) : (
          <>
            <Section
              title={texts.tree}
              note={search.direction === 'before' ? texts.treeNoteBefore : texts.treeNote}
              aside={
                <DownloadLink href={addressOf('paths', { ...query, format: 'csv' })} what={texts.file} />
              }
            >
              <PathsTree report={report} />
            </Section>
            <Section title={texts.table}>
              <PathsTable report={report} />
            </Section>
          </>
        )
      }
    </QuestionFrame>
  );
}
