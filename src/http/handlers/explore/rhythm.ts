import type { Rhythm, RhythmCell, RhythmPeopleQuery, RhythmQuery } from '../../../contract/index.ts';
import { exportRhythmPeople } from '../../../reports/explore/rhythm.ts';
import { reports } from '../../../reports/index.ts';
import { fields, numbers, people } from '../answers.ts';

const COLUMNS = fields<RhythmCell>('weekday', 'hour', 'hours', 'activities', 'people', 'mean');

export const rhythmHandlers = {
  rhythm: numbers<RhythmQuery, Rhythm, RhythmCell>({
    name: 'rhythm',
    report: reports.rhythm,
    columns: () => COLUMNS,
    rows: ({ cells }) => cells,
  }),
  rhythmPeople: people<RhythmPeopleQuery>({
    name: 'rhythm-people',
    page: reports.rhythmPeople,
    file: exportRhythmPeople,
  }),
};
