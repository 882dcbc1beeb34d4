import type { Level, LogSource, RuleHeader } from '../rule/rule.ts';
import { isObject } from '../evaluate/values.ts';
import type { Issues } from './issues.ts';

const LEVELS: readonly string[] = ['informational', 'low', 'medium', 'high', 'critical'] satisfies Level[];
const CLAUSE = 'Sigma rules 2.1, Components';

const isLevel = (value: string): value is Level => LEVELS.includes(value);

/** Reads what every Sigma document says about itself; `undefined`, with issues, if it cannot be told from others. */
export const readHeader = (document: Record<string, unknown>, issues: Issues): RuleHeader | undefined => {
  const text = (key: string): string | undefined => {
    const value = document[key];
    if (typeof value === 'string') return value;
    if (value !== undefined && value !== null) issues.report([key], 'header-type', 'must be a text', CLAUSE);
    return undefined;
  };
  const title = text('title');
  const name = text('name');
  const id = text('id') ?? name ?? title;
  if (title === undefined || title === '') issues.report(['title'], 'title-missing', 'a rule has a title', CLAUSE);
  const level = text('level');
  if (level !== undefined && !isLevel(level)) {
    issues.report(['level'], 'level-unknown', `must be one of ${LEVELS.join(', ')}`, CLAUSE);
  }
  const status = text('status');
  const description = text('description');
  const tags = texts(document['tags']);
  if (title === undefined || id === undefined || id === '' || issues.list.length > 0) return undefined;
  return {
    id,
    title,
    ...(name !== undefined && { name }),
    ...(level !== undefined && isLevel(level) && { level }),
    ...(status !== undefined && { status }),
    ...(description !== undefined && { description }),
    ...(tags.length > 0 && { tags }),
  };
};

/** Reads the kind of log a rule is for; names are lower case by specification, and are compared so. */
export const readLogSource = (value: unknown, issues: Issues): LogSource | undefined => {
  const clause = 'Sigma rules 2.1, LogSource';
  if (!isObject(value)) return issues.report(['logsource'], 'logsource-missing', 'a rule names its log source', clause);
  const source: Record<string, string> = {};
  for (const part of ['category', 'product', 'service']) {
    const name = value[part];
    if (name === undefined || name === null) continue;
    if (typeof name !== 'string') return issues.report(['logsource', part], 'logsource-type', 'must be a text', clause);
    source[part] = name.toLowerCase();
  }
  return source;
};

/** The texts of a list, or of a single text. */
export const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === 'string');
