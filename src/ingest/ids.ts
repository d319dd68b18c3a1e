import { uuidv7 } from 'uuidv7';

export const newEventId = (): string => uuidv7();
