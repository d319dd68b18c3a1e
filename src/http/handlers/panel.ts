import { roleOf } from '../../auth/index.ts';
import type { CatalogueInput } from '../../catalogue/index.ts';
import type { PanelInfo } from '../../contract/index.ts';
import type { panelRoutes } from '../../contract/routes/panel.ts';
import { HttpError } from '../errors.ts';
import type { Handler, HandlersOf } from '../handler.ts';

const panel: Handler<'panel'> = {
  async run({ principal, view, services }) {
    const email = principal!.kind === 'operator' ? principal!.email : `API key ${principal!.name}`;
    const info: PanelInfo = {
      operator: { email, role: roleOf(principal!, 'GET') ?? '' },
      timezone: view.zone,
      currency: services.currency,
      sample: view.sample,
      catalogue: catalogueOf(view.catalogue),
    };
    return { body: info };
  },
};

const leaveSample: Handler<'leaveSample'> = {
  async run({ services }) {
    if (!services.sample?.view()) throw new HttpError(404, 'The real platform is shown already.');
    await services.sample.leave();
    services.cache.clear();
    return {};
  },
};

function catalogueOf(c: CatalogueInput): PanelInfo['catalogue'] {
  const map = <T, R>(record: Readonly<Record<string, T>>, make: (item: T) => R) =>
    Object.fromEntries(Object.entries(record).map(([name, item]) => [name, make(item)]));
  return {
    name: c.name,
    features: map(c.features, ({ label, icon }) => ({ label, icon })),
    actions: map(c.actions, ({ label, feature }) => ({ label, feature })),
    counters: map(c.counters, ({ label, feature, ranked = false, actions = [], where = {} }) => ({
      label,
      feature,
      ranked,
      actions: [...actions],
      where,
    })),
    breakdowns: map(c.breakdowns, ({ label, actions }) => ({ label, actions: [...actions] })),
    totals: {
      sessions: [...c.totals.sessions],
      mediaAdded: [...c.totals.mediaAdded],
      mediaRemoved: [...c.totals.mediaRemoved],
      captions: [...c.totals.captions],
      allCaptions: [...c.totals.allCaptions],
      compositions: [...c.totals.compositions],
    },
  };
}

export const panelHandlers: HandlersOf<typeof panelRoutes> = { panel, leaveSample };
