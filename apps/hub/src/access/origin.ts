import type { Context } from 'hono';

/**
 * The address that browsers know this hub by, as an origin: what the configuration says, otherwise where this request
 * was sent to.
 */
export function originOf(context: Context, configured: string | undefined): string {
  if (configured) return configured;
  const { protocol, host } = new URL(context.req.url);
  return context.req.header('x-forwarded-proto') === 'https' ? `https://${host}` : `${protocol}//${host}`;
}
