import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import * as texts from '#texts/chart-tools.ts';
import type { Body } from '../../../client/index.ts';
import type { Meta } from '../../../contract/common.ts';
import type { ListedNote } from '../../../contract/families/notes/index.ts';
import { call } from '../../data/call.ts';
import { queryClient } from '../../data/query-client.ts';
import { isIn } from './by-bucket.ts';

/** A viewer, who reads nothing that may name people, is told that there is one. */
export type Told = ListedNote & {
  /** As it is shown: of a release with its version. */
  readonly text: string;
  /** What an operator wrote. */
  readonly words: string;
};

function toldOf(note: ListedNote): Told {
  const { version } = note;
  if (version === null) return { ...note, text: note.text ?? texts.somethingNoted, words: note.text ?? '' };
  const words = note.text === null || note.text === version ? '' : note.text;
  return { ...note, text: [texts.release(version), words].filter(Boolean).join(' · '), words };
}

const KEY = ['notes'];
const DAY = 86_400_000;
const shifted = (instant: string, by: number) => new Date(Date.parse(instant) + by).toISOString();

const notesQuery = ({ start, end, timezone }: Pick<Meta, 'start' | 'end' | 'timezone'>) =>
  queryOptions({
    queryKey: [...KEY, start, end, timezone],
    queryFn: async ({ signal }) => {
      // A note on a day begins with that day of the configured zone, up to a day away from this one's.
      const query = { startDate: shifted(start, -DAY), endDate: shifted(end, DAY), timezone };
      const { notes } = await call('notes', { query, signal });
      return notes.filter((note) => isIn(note, { start, end }, timezone)).map(toldOf);
    },
    staleTime: 60_000,
  });

/** Notes in the range of a report, in order of time. */
export const useNotes = (meta: Pick<Meta, 'start' | 'end' | 'timezone'>): readonly Told[] =>
  useQuery(notesQuery(meta)).data ?? NONE;
const NONE: readonly Told[] = [];

const renew = () => queryClient.invalidateQueries({ queryKey: KEY });

/** Writes a note: a new one, or another text or day for one there is. */
export const useWriteNote = (id: string | undefined) =>
  useMutation({
    mutationFn: (body: Body<'addNote'>) =>
      id === undefined ? call('addNote', { body }) : call('changeNote', { params: { noteId: id }, body }),
    onSuccess: renew,
  });

export const removeNote = async (id: string): Promise<void> => {
  await call('removeNote', { params: { noteId: id } });
  await renew();
};
