/** Stands for erased users where what they added can not be told by time alone: signals, facts. */
export const ERASED = '(erased)';
/** The same for erased accounts that were internal. */
export const ERASED_INTERNAL = '(erased, internal)';

export const MARKERS: readonly string[] = [ERASED, ERASED_INTERNAL];

export const isMarker = (id: string): boolean => MARKERS.includes(id);
