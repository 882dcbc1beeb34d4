import type { MessageKey } from '@sanad/i18n';
import type { ReactNode } from 'react';
import type { Stored } from '../../hub/answers.ts';
import { useLanguage } from '../../language/language.tsx';
import { Code, harmless, Moment } from '../../language/moment.tsx';
import { textOf } from './name-of.ts';

const times: readonly (readonly [string, MessageKey])[] = [
  ['valid_from', 'object.valid-from'],
  ['valid_until', 'object.valid-until'],
  ['published', 'object.published'],
  ['created', 'object.created'],
  ['modified', 'object.modified'],
];

/** What an object says, in the words of the trade. */
export function Facts({ one }: { one: Stored }) {
  const { t, number } = useLanguage();
  const { object } = one;
  const description = textOf(object, 'description');
  const pattern = textOf(object, 'pattern');
  const confidence = object['confidence'];
  const labels = [object['labels'], object['indicator_types']].flat().filter((label) => typeof label === 'string');
  const references = Array.isArray(object['external_references']) ? (object['external_references'] as unknown[]) : [];
  return (
    <dl className="facts">
      {description && (
        <Fact name={t('object.description')}>
          <span dir="auto">{harmless(description)}</span>
        </Fact>
      )}
      {pattern && (
        <Fact name={t('object.pattern')}>
          <Code>{pattern}</Code>
        </Fact>
      )}
      {typeof confidence === 'number' && <Fact name={t('object.confidence')}>{number(confidence)}</Fact>}
      {labels.length > 0 && (
        <Fact name={t('object.labels')}>
          <span className="row">
            {labels.map((label) => (
              <bdi key={label} className="tag">
                {harmless(label)}
              </bdi>
            ))}
          </span>
        </Fact>
      )}
      {references.length > 0 && (
        <Fact name={t('object.references')}>
          {references.map((reference) => (
            <Reference key={JSON.stringify(reference)} reference={reference as Record<string, unknown>} />
          ))}
        </Fact>
      )}
      {times.map(
        ([property, name]) =>
          textOf(object, property) && (
            <Fact key={property} name={t(name)}>
              <Moment at={textOf(object, property) ?? ''} />
            </Fact>
          ),
      )}
      <Fact name="ID">
        <Code>{object.id}</Code>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** A reference by its words. Its address is shown, and never followed by a careless press. */
function Reference({ reference }: { reference: Record<string, unknown> }) {
  const words = [reference['source_name'], reference['external_id'], reference['url']].filter(
    (word) => typeof word === 'string',
  );
  return (
    <div>
      <Code>{words.join(' · ')}</Code>
    </div>
  );
}
