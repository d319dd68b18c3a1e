import type { EndpointName } from '../contract/index.ts';
import { tell } from './errors.ts';
import { respondProblem } from './respond.ts';
import type { Services } from './services.ts';

/**
 * Answers for one endpoint whatever happens, and notes how long it took and how it ended: by the endpoint's
 * name, never its path or query, which may name users.
 */
export async function observed(
  endpoint: EndpointName,
  { log, recorder }: Pick<Services, 'log' | 'recorder'>,
  answer: (requestId: string) => Promise<Response>,
): Promise<Response> {
  const requestId = crypto.randomUUID();
  const begun = performance.now();
  let response: Response;
  try {
    response = await answer(requestId);
  } catch (error) {
    const told = tell(error);
    if (told.internal) log.error({ err: error, endpoint, requestId }, 'request failed');
    response = respondProblem(told);
  }
  const took = performance.now() - begun;
  try {
    const { status } = response;
    recorder.record({ endpoint, status, took });
    log.debug({ endpoint, status, ms: Math.round(took * 100) / 100, requestId }, 'request');
  } catch {
    // What is noted about an answer never stands in its way.
  }
  return response;
}
