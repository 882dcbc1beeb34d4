import { useQuery } from '@tanstack/react-query';
import type { Me } from '../hub/answers.ts';
import { sessionQuery } from '../hub/queries.ts';

const nobody: Me = { member: '', name: '', party: '', roles: [], authority: false, language: 'ar' };

/** The signed-in member. Pages inside the shell are only shown to one. */
export function useMe(): Me {
  const { data } = useQuery(sessionQuery);
  return data ?? nobody;
}
