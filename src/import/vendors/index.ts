import type { CatalogueInput } from '../../catalogue/index.ts';
import type { ImportMapping } from '../mapping.ts';
import { csv } from './csv.ts';
import { mixpanel } from './mixpanel.ts';
import { posthog } from './posthog.ts';
import { segment } from './segment.ts';
import { umami } from './umami.ts';
import type { Vendor } from './vendor.ts';

export const VENDORS = { mixpanel, segment, posthog, umami, csv } as const satisfies Record<string, Vendor>;
export type VendorName = keyof typeof VENDORS;

/**
 * A ready mapping under a catalogue, with what an operator says beside it. Without a table of the operator's, names are
 * the catalogue's own, however they are written (`Session Created`).
 */
export function vendorMapping(
  vendor: Vendor,
  own: Partial<ImportMapping>,
  c: CatalogueInput,
): Partial<ImportMapping> {
  const known = Object.entries(vendor.actions).filter(
    ([, action]) => action === null || Object.hasOwn(c.actions, action),
  );
  const names = own.actions ?? Object.fromEntries(Object.keys(c.actions).map((action) => [action, action]));
  const columns: Record<string, unknown> = { ...vendor.mapping.columns, ...own.columns };
  // What is the same in every row needs no column.
  for (const name of Object.keys(own.constants ?? {}))
    if (!Object.hasOwn(own.columns ?? {}, name)) delete columns[name];
  return {
    ...vendor.mapping,
    ...own,
    columns: columns as ImportMapping['columns'],
    actions: { ...Object.fromEntries(known), ...names },
    ...(vendor.mapping.details || own.details
      ? { details: { ...vendor.mapping.details, ...own.details } }
      : {}),
  };
}
