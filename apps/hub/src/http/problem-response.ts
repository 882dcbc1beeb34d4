import { problemTitle, type Language } from '@sanad/i18n';
import { Problem, statuses } from './problem.ts';

/** The answer to a problem: RFC 9457, with its title in the language that the caller asks for. */
export function problemResponse(problem: Problem, request: Request): Response {
  const language = languageOf(request);
  const status = statuses[problem.code];
  const body = {
    type: `https://sanad.example/problems/${problem.code}`,
    title: problemTitle(problem.code, language),
    status,
    code: problem.code,
    detail: problem.message,
    issues: problem.issues,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Content-Language': language,
      'Cache-Control': 'no-store',
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer realm="Sanad", Basic realm="Sanad", charset="UTF-8"' } : {}),
      ...problem.headers,
    },
  });
}

/** Arabic or English, whichever the request prefers; English when it names neither. */
export function languageOf(request: Request): Language {
  const wanted = (request.headers.get('accept-language') ?? '')
    .split(',')
    .map((one) => {
      const [tag = '', ...parameters] = one.trim().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { tag: tag.toLowerCase().slice(0, 2), quality: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter(({ tag }) => tag === 'ar' || tag === 'en')
    .toSorted((one, other) => other.quality - one.quality);
  return wanted[0]?.tag === 'en' ? 'en' : wanted.length > 0 ? 'ar' : 'en';
}
