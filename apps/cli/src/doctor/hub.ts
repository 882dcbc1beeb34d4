import { checkSkew } from './database.ts';
import { good, notice, type Finding } from './finding.ts';

/** Whether the hub of the profile answers and agrees about the time. */
export async function checkHub(url: string): Promise<Finding[]> {
  const asked = Date.now();
  try {
    const answer = await fetch(new URL('/api/v1/hub', url), { signal: AbortSignal.timeout(5000) });
    const date = Date.parse(answer.headers.get('date') ?? '');
    const { version } = (await answer.json()) as { version?: string };
    const hub = good('hub', `Sanad ${version} answers at ${url}`);
    // The header is cut to whole seconds.
    return Number.isNaN(date) ? [hub] : [hub, checkSkew('clock of the hub', 'the hub', date, asked, Date.now(), 1000)];
  } catch {
    return [notice('hub', `none answers at ${url}`)];
  }
}
