import { type Call, createCaller } from '../../client/index.ts';
import { fetchEarly } from './early.ts';

/** The server is one level above the panel: `<base>/admin/` → `<base>/`. */
export const call: Call = createCaller({ baseUrl: new URL('..', document.baseURI), fetch: fetchEarly });

/** The path under which the panel's own addresses lie. */
export const panelPath: string = new URL(document.baseURI).pathname.replace(/\/$/, '') || '/';
