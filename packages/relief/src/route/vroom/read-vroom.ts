import { failure, type Result } from '@sanad/result';
import type { RouteProblem } from '../problem.ts';
export const isVroom = (value: unknown): boolean => typeof value === 'object' && value !== null && 'jobs' in value;
export const readVroom = (_: unknown): Result<RouteProblem> => failure({ code: 'todo', path: '', message: 'todo' });
