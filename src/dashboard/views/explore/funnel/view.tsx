import { useQuery } from '@tanstack/react-query';
import * as explore from '#texts/explore.ts';
import { QuestionFrame } from '../question-frame.tsx';
import { numbersOf } from '../reports.ts';
import { FunnelPeople } from './people.tsx';
import { funnelQuery, useFunnel } from './question.ts';
import { FunnelResult } from './result.tsx';
import { FunnelSettings } from './settings.tsx';
import { StepBuilder } from './step-builder.tsx';

/** How far people got through steps of one's own choice. */
export default function FunnelView() {
  const { question } = useFunnel();
  const { bar } = question.search;
  return (
    <QuestionFrame
      label={explore.funnel}
      report={useQuery(numbersOf('funnel', funnelQuery(question)))}
      settings={
        <>
          <StepBuilder />
          <FunnelSettings />
        </>
      }
      list={bar !== undefined && <FunnelPeople question={question} bar={bar} />}
    >
      {(report, answered) => <FunnelResult question={question} report={report} answered={answered} />}
    </QuestionFrame>
  );
}
