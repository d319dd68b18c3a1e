import { randomFillSync } from 'node:crypto';
import { V7Generator } from 'uuidv7';

/** Random numbers are fetched by the thousand: asking the system for each costs more than all else about an id. */
const pool = new Uint32Array(1_024);
let next = pool.length;

const generator = new V7Generator({
  nextUint32() {
    if (next === pool.length) {
      randomFillSync(pool);
      next = 0;
    }
    return pool[next++]!;
  },
});

export const newEventId = (): string => generator.generate().toString();
