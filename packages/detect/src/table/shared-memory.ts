/** From here on the C library maps a block from the system by itself, whatever it learnt from blocks before. */
const ALWAYS_MAPPED = 33 << 20;
/** Blocks below this are left to the C library: their holes are found again. */
const SMALL = 1 << 20;

/**
 * Zeroed memory that threads share, `bytes` or more of it. Big blocks are asked for larger than needed: they then go back
 * to the system when they are dropped, where smaller ones would leave holes in the process with each reload.
 * What is never touched is never backed by memory.
 */
export const sharedMemory = (bytes: number): SharedArrayBuffer =>
  new SharedArrayBuffer(bytes < SMALL ? bytes : Math.max(bytes, ALWAYS_MAPPED));
