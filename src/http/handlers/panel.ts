import { actorOf, roleOf } from '../../auth/index.ts';
import {
  type CatalogueInput,
  countingOf,
  inLanguage,
  plainDetails,
  type Term,
  totalLabels,
} from '../../catalogue/index.ts';
import type { panelRoutes } from '../../contract/families/panel/routes.ts';
import type { PanelCatalogue, PanelInfo } from '../../contract/index.ts';
import { LANGUAGES } from '../../contract/languages.ts';
import type { Database } from '../../db/connect.ts';
import type { RelationName } from '../../db/relations.ts';
import { HttpError } from '../errors.ts';
import type { Handler, HandlersOf } from '../handler.ts';
import { languageCookies, localeOf } from '../locale.ts';

const panel: Handler<'panel'> = {
  async run({ principal, view, services, request, caller }) {
    // Every page of the panel waits for this answer.
    const [preferences, payments, shares] = await Promise.all([
      services.auth.preferences.of(actorOf(principal!)),
      hasAny(view.db, 'creditTransactions'),
      hasAny(view.db, 'communityShares'),
    ]);
    const email = principal!.kind === 'operator' ? principal!.email : `API key ${principal!.name}`;
    const { language } = localeOf(request, LANGUAGES, preferences.language ?? undefined);
    const info: PanelInfo = {
      operator: {
        email,
        role: roleOf(principal!, 'GET') ?? '',
        preferences,
      },
      timezone: view.zone,
      currency: services.currency,
      has: { payments, shares },
      sample: view.sample,
      sampleLeft: services.sample?.left() ?? false,
      catalogue: catalogueOf(inLanguage(view.catalogue, language)),
    };
    return { body: info, cookies: languageCookies(request, caller, preferences) };
  },
};

async function hasAny({ pool, relations }: Database, name: RelationName): Promise<boolean> {
  const found = pool.query(`select from ${relations[name].sql} t limit 1`);
  // Where the platform's own tables can't be read, the report of them says so.
  return found.then(
    ({ rowCount }) => rowCount === 1,
    () => true,
  );
}

const leaveSample: Handler<'leaveSample'> = {
  async run({ services }) {
    if (!services.sample?.view()) throw new HttpError(404, 'The real platform is shown already.');
    await services.sample.leave();
    services.cache.clear();
    return {};
  },
};

const showSample: Handler<'showSample'> = {
  async run({ services }) {
    if (!services.sample?.left()) throw new HttpError(404, 'There is no sample that was left.');
    await services.sample.back();
    services.cache.clear();
    return {};
  },
};

const told = ({ actions, where, signal, weight }: Term) => ({
  actions: [...actions],
  where: where && { breakdown: where.breakdown, value: where.value },
  signal,
  weight,
});

function catalogueOf(c: CatalogueInput): PanelCatalogue {
  const map = <T, R>(record: Readonly<Record<string, T>>, make: (item: T) => R) =>
    Object.fromEntries(Object.entries(record).map(([name, item]) => [name, make(item)]));
  const { counters, metrics } = countingOf(c);
  return {
    name: c.name,
    features: map(c.features, ({ label, icon }) => ({ label, icon })),
    actions: map(c.actions, ({ label, feature }) => ({ label, feature })),
    counters: Object.fromEntries(
      [...counters].map(([name, term]) => {
        const { label, feature, ranked = false } = c.counters[name]!;
        return [name, { label, feature, ranked, counts: told(term) }];
      }),
    ),
    breakdowns: map(c.breakdowns, ({ label, actions, values }) => ({
      label,
      actions: [...actions],
      values: { ...values },
    })),
    lists: map(c.lists ?? {}, ({ label, some = [], none = [] }) => ({
      label,
      some: [...some],
      none: [...none],
    })),
    details: plainDetails(c),
    persons: [...new Set(Object.values(c.distinct ?? {}).map(({ detail }) => detail))],
    metrics: map(metrics, (terms) => terms.map(told)),
    totals: totalLabels(c),
  };
}

export const panelHandlers: HandlersOf<typeof panelRoutes> = { panel, leaveSample, showSample };
