declare global {
  /** The clock of the machine. */
  var machineDate: DateConstructor | undefined;
}

globalThis.machineDate ??= Date;
const begin = Date.parse(process.env.PANEL_NOW ?? '2026-09-16T12:01:00Z');
if (Number.isNaN(begin)) throw new Error('PANEL_NOW is no moment such as 2026-11-30T23:58:30Z');

/** How far the clock of this file's server, tests and pages is ahead of the machine's. */
export const AHEAD = begin - globalThis.machineDate.now();

/** Puts the clock of a process or a page ahead. A page is given its source. */
export function setClock({ ahead }: { ahead: number }): void {
  const Machine = globalThis.machineDate ?? Date;
  const now = () => Machine.now() + ahead;
  globalThis.Date = new Proxy(Machine, {
    construct: (target, args) => Reflect.construct(target, args.length === 0 ? [now()] : args),
    apply: () => String(new Machine(now())),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}

// Whatever a test counts or reads, it's the same at midnight, on a Sunday and on the last day of a month. Each file
// begins soon after a quarter of an hour, at noon in UTC: in the zones that tests use it's the same day.
setClock({ ahead: AHEAD });
