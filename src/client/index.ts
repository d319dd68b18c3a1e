export type {
  AnswerOf as Answer,
  BodyOf as Body,
  ParamsOf as Params,
  QueryOf as Query,
} from '../contract/call.ts';
export { createCaller } from './call.ts';
export { createDownloader, type Download } from './download.ts';
export { ApiError, UnreachableError } from './errors.ts';
export type { Call, CallArgs, CallerOptions, CallInput } from './request.ts';
