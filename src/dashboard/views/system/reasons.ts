import * as texts from '#texts/system.ts';
import { own } from '../../../catalogue/own.ts';
import type { DeadLetterReason } from '../../../contract/families/tracking/track.ts';

interface Reason {
  readonly label: string;
  /** Why it was set aside. */
  readonly meaning: string;
  readonly todo: string;
}

const REASONS: Readonly<Record<DeadLetterReason, Reason>> = {
  unknown_action: {
    label: texts.unknownAction,
    meaning: texts.catalogueHasNoSuch,
    todo: texts.addCatalogueRestartThen,
  },
  feature_mismatch: {
    label: texts.anotherFeature,
    meaning: texts.featureToldNotActions,
    todo: texts.mendSenderLeftOut,
  },
  missing_user: {
    label: texts.noUser,
    meaning: texts.doesNotSayWho,
    todo: texts.mendSenderThenDiscard,
  },
  clock_skew: {
    label: texts.fromTheFuture,
    meaning: texts.aheadOfTime,
    todo: texts.setSendersClockRight,
  },
  too_old: {
    label: texts.tooOld,
    meaning: texts.behindTime,
    todo: texts.importAsHistoryThen,
  },
  id_conflict: {
    label: texts.idUsedTwice,
    meaning: texts.anotherActivitySameUser,
    todo: texts.compareTwoUsuallySender,
  },
  poison: {
    label: texts.unstorableText,
    meaning: texts.itsTextOrDetails,
    todo: texts.mendSenderThenDiscard,
  },
  invalid: {
    label: texts.invalidFields,
    meaning: texts.fieldsWrongType,
    todo: texts.mendSenderThenDiscard,
  },
  database_refused: {
    label: texts.refusedByDatabase,
    meaning: texts.postgresqlDidNotTake,
    todo: texts.reportWithItsMessage,
  },
};

/** A reason in words; one that this panel doesn't know yet stands for itself. */
export const reasonOf = (name: string): Reason =>
  own<Reason>(REASONS, name) ?? { label: name, meaning: '', todo: '' };
