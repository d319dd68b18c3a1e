import { useMutation } from '@tanstack/react-query';
import type { Body } from '../../../client/index.ts';
import { call } from '../../data/call.ts';
import { queryClient } from '../../data/query-client.ts';
import { viewsQuery } from './views-query.ts';

const renew = { onSuccess: () => queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey }) };

export const useSaveView = () =>
  useMutation({ mutationFn: (body: Body<'saveView'>) => call('saveView', { body }), ...renew });

export const useChangeView = () =>
  useMutation({
    mutationFn: ({ id, ...body }: Body<'changeView'> & { id: string }) =>
      call('changeView', { params: { viewId: id }, body }),
    ...renew,
  });

export const removeView = async (id: string): Promise<void> => {
  await call('removeView', { params: { viewId: id } });
  await renew.onSuccess();
};
