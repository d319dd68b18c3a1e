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
    counters: z.record(z.string(), z.object({ label: z.string(), feature: z.string(), ranked: z.boolean() })),
    breakdowns: z.record(z.string(), z.object({ label: z.string() })),
  }),
});
export type PanelInfo = z.infer<typeof PanelInfo>;
