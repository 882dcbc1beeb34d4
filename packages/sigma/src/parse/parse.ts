import { type Result, failure, ok } from '@sanad/result';
import { isObject } from '../evaluate/values.ts';
import type { Correlation, Filter, Rule } from '../rule/rule.ts';
import { readCorrelation } from './correlation.ts';
import { type ParseLimits, type SourceDocument, readDocuments } from './document.ts';
import { readHeader, readLogSource, texts } from './header.ts';
import { collectIssues } from './issues.ts';
import { readDetection } from './selection.ts';

/** Any document of a Sigma file. */
export type SigmaDocument = Rule | Correlation | Filter;

/** Reads a text with exactly one Sigma document. */
export const parseRule = (yaml: string, limits?: ParseLimits): Result<SigmaDocument> => {
  const [first, second] = parseRules(yaml, limits);
  if (first && !second) return first;
  const message = first ? 'the text has several documents; parseRules reads them all' : 'the text has no document';
  return failure({ code: 'document-count', path: '1:1', message });
};

/**
 * Reads every Sigma document of a text, each loaded or refused on its own. A document with `action: global` is merged
 * into those that follow it, as collections did before correlations existed.
 */
export const parseRules = (yaml: string, limits?: ParseLimits): Result<SigmaDocument>[] => {
  let shared: Record<string, unknown> = {};
  return readDocuments(yaml, limits).flatMap((source): Result<SigmaDocument>[] => {
    if (!source.ok) return [source];
    const { value } = source.value;
    if (isObject(value) && value['action'] === 'global') {
      const { action: _, ...rest } = value;
      shared = rest;
      return [];
    }
    return [readOne(source.value, isObject(value) ? { ...shared, ...value } : value)];
  });
};

const readOne = (source: SourceDocument, value: unknown): Result<SigmaDocument> => {
  const issues = collectIssues(source);
  const document = isObject(value) ? readKind(value, issues) : undefined;
  if (document) return ok(document);
  if (issues.list.length === 0) issues.report([], 'not-a-rule', 'has none of detection, correlation and filter');
  return failure(...issues.list);
};

const readKind = (
  value: Record<string, unknown>,
  issues: ReturnType<typeof collectIssues>,
): SigmaDocument | undefined => {
  const header = readHeader(value, issues);
  if (!header) return undefined;
  if ('correlation' in value) return readCorrelation(header, value['correlation'], value['generate'], issues);
  if (!('detection' in value) && !('filter' in value)) return undefined;
  const logsource = readLogSource(value['logsource'], issues);
  const section = 'filter' in value ? 'filter' : 'detection';
  const content = value[section];
  if (!isObject(content)) return issues.report([section], `${section}-type`, 'must be a mapping of selections');
  if (section === 'filter') {
    const detection = readDetection(content, [section], ['condition', 'rules'], issues);
    const rules = texts(content['rules']);
    if (rules.length === 0) return issues.report([section, 'rules'], 'rules-missing', 'names the rules, or «any»');
    if (!detection || !logsource || issues.list.length > 0) return undefined;
    return { kind: 'filter', ...header, logsource, rules: rules[0] === 'any' ? 'any' : rules, detection };
  }
  const detection = readDetection(content, [section], ['condition', 'timeframe'], issues);
  if (content['timeframe'] !== undefined) {
    return issues.report([section, 'timeframe'], 'timeframe', 'was removed from Sigma; write a correlation');
  }
  if (!detection || !logsource || issues.list.length > 0) return undefined;
  const fields = texts(value['fields']);
  return { kind: 'rule', ...header, logsource, detection, ...(fields.length > 0 && { fields }) };
};
