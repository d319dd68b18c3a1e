import * as texts from '#texts/ui.ts';
import { ApiError, UnreachableError } from '../../client/errors.ts';

interface Advice {
  readonly title: string;
  readonly todo: string;
}

const BY_STATUS: Readonly<Record<number, Advice>> = {
  400: {
    title: texts.rangeOrFilterWas,
    todo: texts.resetFiltersOrChange,
  },
  403: { title: texts.noAccess, todo: texts.askOperatorWithRole },
  404: { title: texts.nothingHere, todo: texts.mayHaveBeenErased },
  429: { title: texts.tooManyRequests, todo: texts.waitMomentThenTry },
};

/** What went wrong, and what to do. */
export function adviceFor(error: unknown): Advice {
  if (error instanceof UnreachableError)
    return {
      title: texts.serverDoesNotAnswer,
      todo: texts.checkRunsYouOnline,
    };
  if (error instanceof ApiError)
    return (
      BY_STATUS[error.status] ?? {
        title: texts.serverCouldNotAnswer,
        todo: texts.tryAgainIfStays,
      }
    );
  return {
    title: texts.somethingWentWrong,
    todo: texts.reloadPagePartMay,
  };
}
