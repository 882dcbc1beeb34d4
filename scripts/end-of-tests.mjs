// Loaded before each test file: a connection that a failed test leaves open must not keep the run from ending. Unlike
// the runner's own forced exit, it leaves time for all results to be told.
import { after } from 'node:test';

const grace = 5000;

after(() => void setTimeout(() => process.exit(), grace).unref());
