import { alliance } from './alliance.ts';
import { intelligence } from './intelligence.ts';
import { shell } from './shell.ts';

/** Every message of the console. */
export const messages = { ...shell, ...intelligence, ...alliance };

/** Names a message. */
export type MessageKey = keyof typeof messages;
