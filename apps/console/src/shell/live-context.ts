import { createContext, useContext } from 'react';
import type { Live } from './live.ts';

/** The one connection of the console to the hub's news. */
export const LiveContext = createContext<Live>({ cutOff: false, arrived: new Map() });

/** What came since the reader last looked. */
export const useArrived = (): Live => useContext(LiveContext);
