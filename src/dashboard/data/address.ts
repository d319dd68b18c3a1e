import { own } from '../../catalogue/own.ts';
import type { Query } from '../../client/index.ts';
import type { MediaEndpoint, ParamsOf } from '../../contract/call.ts';
import { routes } from '../../contract/families/routes.ts';
import { type AnyQuery, queryText } from '../../contract/query-text.ts';

/** Where a file is fetched by a plain link; the session's cookie carries the sign-in. */
export function addressOf<E extends MediaEndpoint>(
  endpoint: E,
  query: Query<E>,
  params: ParamsOf<E> = {} as ParamsOf<E>,
): string {
  const values: Readonly<Record<string, string>> = params;
  const path = routes[endpoint].path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(own(values, name) ?? ''),
  );
  const url = new URL(`..${path}`, document.baseURI);
  url.search = queryText(query as AnyQuery);
  return url.href;
}
