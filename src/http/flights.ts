import { HttpError } from './errors.ts';

/** Nobody is there to be sent this. */
export class CallerLeft extends HttpError {
  constructor() {
    super(499, 'The caller left before the answer was there.');
  }
}

interface Flight<T> {
  readonly work: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

/** Work that several wait for is done once, and given up where all of them have left. */
export function createFlights<T>() {
  const flights = new Map<string, Flight<T>>();

  function start(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const stop = new AbortController();
    const done = work(stop.signal).finally(() => {
      if (flights.get(key) === flight) flights.delete(key);
    });
    const flight = { work: done, stop, waiting: 0 };
    flights.set(key, flight);
    return flight;
  }

  /**
   * @param caller aborts where this caller leaves
   * @throws CallerLeft
   */
  return async (key: string, caller: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    if (caller.aborted) throw new CallerLeft();
    const found = flights.get(key);
    // What was given up hasn't ended yet: who comes now wants an answer.
    const flight = found && !found.stop.signal.aborted ? found : start(key, work);
    const leave = () => {
      if (--flight.waiting === 0) flight.stop.abort(new CallerLeft());
    };
    flight.waiting++;
    caller.addEventListener('abort', leave, { once: true });
    try {
      return await flight.work;
    } finally {
      caller.removeEventListener('abort', leave);
    }
  };
}
