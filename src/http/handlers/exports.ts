import type { exportsRoutes } from '../../contract/families/exports/routes.ts';
import { sqlLine } from '../../export/index.ts';
import { exportActivities } from '../../reports/activities.ts';
import { reports } from '../../reports/index.ts';
import { downloadReply } from '../download.ts';
import type { HandlersOf } from '../handler.ts';
import { contextOf } from '../report-context.ts';
import { usersFile } from '../usage-files.ts';

export const exportsHandlers: HandlersOf<typeof exportsRoutes> = {
  usersExport: {
    run: async (call) => usersFile(call, await contextOf(call), call.query, call.query.format),
  },
  activities: {
    async run(call) {
      const { query } = call;
      const { format } = query;
      const ctx = await contextOf(call);
      if (format !== 'json')
        return downloadReply(call, {
          format,
          bom: query.bom,
          name: 'activities',
          open: (signal) => exportActivities(ctx, query, sqlLine[format], signal),
        });
      const body = await reports.activities(ctx, query);
      return { body, rows: body.activities.length };
    },
  },
};
