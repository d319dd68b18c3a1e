import { queryOptions, useMutation } from '@tanstack/react-query';
import type { Body } from '../../../../client/index.ts';
import { call } from '../../../data/call.ts';
import { queryClient } from '../../../data/query-client.ts';

export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: async ({ signal }) => (await call('segments', { signal })).segments,
});

export const versionsQuery = (slug: string) =>
  queryOptions({
    queryKey: ['segments', slug],
    queryFn: async ({ signal }) => (await call('segmentVersions', { params: { slug }, signal })).versions,
  });

// Answers about a segment are another's once it is changed.
const renew = { onSuccess: () => queryClient.invalidateQueries() };

export const useSaveSegment = () =>
  useMutation({
    mutationFn: async (body: Body<'saveSegment'>) => (await call('saveSegment', { body })).segment,
    ...renew,
  });

export const useChangeSegment = () =>
  useMutation({
    mutationFn: async ({ slug, ...body }: Body<'changeSegment'> & { slug: string }) =>
      (await call('changeSegment', { params: { slug }, body })).segment,
    ...renew,
  });

export const removeSegment = async (slug: string): Promise<void> => {
  await call('removeSegment', { params: { slug } });
  await renew.onSuccess();
};
