import { z } from 'zod';

/** GET /api/admin/panel: what the panel needs before its first view. */
export const PanelInfo = z.object({
  operator: z.object({ email: z.string(), role: z.string() }),
  timezone: z.string(),
  currency: z.string(),
  /** The panel shows the sample platform; leaving it never touches real rows. */
  sample: z.boolean(),
  catalogue: z.object({
    name: z.string(),
    features: z.record(z.string(), z.object({ label: z.string(), icon: z.string() })),
    actions: z.record(z.string(), z.object({ label: z.string(), feature: z.string() })),
    counters: z.record(
      z.string(),
      z.object({
        label: z.string(),
        feature: z.string(),
        ranked: z.boolean(),
        /** What adds one to it; nothing of the log does where it is fed by a signal. */
        actions: z.array(z.string()),
        /** The breakdown's value that it asks for, at most one. */
        where: z.record(z.string(), z.string()),
      }),
    ),
    breakdowns: z.record(z.string(), z.object({ label: z.string(), actions: z.array(z.string()) })),
    /** The actions that each platform metric adds up. */
    totals: z.object({
      sessions: z.array(z.string()),
      mediaAdded: z.array(z.string()),
      mediaRemoved: z.array(z.string()),
      captions: z.array(z.string()),
      /** Manual ones included. */
      allCaptions: z.array(z.string()),
      compositions: z.array(z.string()),
    }),
  }),
});
export type PanelInfo = z.infer<typeof PanelInfo>;
