import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { HubProblem, HubUnreachable } from '../hub/client.ts';
import type { Level } from '../hub/answers.ts';
import { useLanguage } from '../language/language.tsx';
import { Button } from './controls.tsx';

/** A page with its title, what it is for, and what can be done on it. */
export function Page({
  title,
  lead,
  actions,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <article className="page">
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div className="row">{actions}</div>}
      </header>
      {children}
    </article>
  );
}

/** A titled part of a page. */
export function Card({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="card">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Says what belongs here, and offers the next step. */
export function Empty({ title, hint, children }: { title: string; hint: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p>{hint}</p>
      {children}
    </div>
  );
}

/** A window above the page. */
export function Window({
  title,
  wide = false,
  onClose,
  children,
}: {
  title: string;
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal" data-size={wide ? 'wide' : undefined}>
        <Dialog className="dialog">
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What failed, in the reader's language, field by field, with the way on. */
export function Failure({ error, retry }: { error: Error; retry?: (() => void) | undefined }) {
  const { t } = useLanguage();
  return (
    <div className="notice" data-kind="problem" role="alert">
      <strong>{failureTitle(error, t)}</strong>
      {error instanceof HubProblem && (
        <ul dir="auto">
          {(error.issues.length > 0 ? error.issues.map((issue) => issue.message) : [error.message]).map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {retry && (
        <Button kind="plain" onPress={retry}>
          {t('state.try-again')}
        </Button>
      )}
    </div>
  );
}

function failureTitle(error: Error, t: ReturnType<typeof useLanguage>['t']): string {
  if (error instanceof HubUnreachable) return t('state.unreachable');
  return (error instanceof HubProblem && error.title) || t('state.failed');
}

/** While something loads. */
export function Loading() {
  const { t } = useLanguage();
  return (
    <p className="quiet" role="status">
      {t('state.loading')}
    </p>
  );
}

/** A sharing level, by the letters and colours of TLP 2.0, which are the same in every language. */
export function Tlp({ level }: { level: Level }) {
  const { term } = useLanguage();
  const marked = level !== 'UNMARKED' && level !== 'UNKNOWN';
  return (
    <bdi className="tlp" data-level={level} dir={marked ? 'ltr' : 'auto'} title={term('level', level)}>
      {marked ? `TLP:${level}` : term('level', level)}
    </bdi>
  );
}

/** A state in a word, with a shape, so that colour says nothing alone. */
export function State({ kind, children }: { kind: 'good' | 'wait' | 'bad' | 'quiet'; children: ReactNode }) {
  const shape = { good: '●', wait: '◐', bad: '▲', quiet: '○' }[kind];
  return (
    <span className="state" data-kind={kind}>
      <span aria-hidden="true">{shape}</span>
      {children}
    </span>
  );
}
