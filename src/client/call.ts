import { routes } from '../contract/families/routes.ts';
import { type Call, type CallerOptions, callBy, requestBy, type Send } from './request.ts';

/**
 * A function that calls any endpoint by its name.
 *
 * @throws ApiError (through the promise) where the server refuses, UnreachableError where none answers.
 * @example
 * const call = createCaller({ baseUrl: 'http://localhost:4000/' });
 * const { users } = await call('usageAnalytics', { query: { period: '7days', sortBy: 'sessionsCreated' } });
 */
export const createCaller = (options: CallerOptions): Call => callBy(createRequest(options));

/** Sends one call and hands over its good answer, unread. */
export const createRequest = (options: CallerOptions): Send =>
  requestBy((endpoint) => routes[endpoint], options);
