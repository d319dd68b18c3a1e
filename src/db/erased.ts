/** Stands for erased users, all of them, in what is kept of activity and in facts. Nobody can be it, and it has no counters. */
export const ERASED = '(erased)';
/** The same for erased accounts that were internal. */
export const ERASED_INTERNAL = '(erased, internal)';

export const MARKERS: readonly string[] = [ERASED, ERASED_INTERNAL];

export const isMarker = (id: string): boolean => MARKERS.includes(id);
