export type {
  AnswerOf as Answer,
  BodyOf as Body,
  ParamsOf as Params,
  QueryOf as Query,
} from '../contract/call.ts';
export { type Call, type CallArgs, type CallerOptions, type CallInput, createCaller } from './call.ts';
export { createDownloader, type Download } from './download.ts';
export { ApiError, UnreachableError } from './errors.ts';
