import type { Submitted } from '../../hub/answers.ts';
import { useLanguage } from '../../language/language.tsx';

/** What of a submission was refused, and why, field by field. */
export function Refusals({ report }: { report: Pick<Submitted, 'refused' | 'refusals'> }) {
  const { t } = useLanguage();
  return (
    <div className="notice" data-kind="problem" role="alert">
      <strong>{t('submit.refused', { count: report.refused })}</strong>
      <ul dir="auto">
        {report.refusals.flatMap((one) =>
          one.issues.map((issue) => (
            <li key={`${one.id} ${issue.path} ${issue.message}`}>
              <bdi className="code">{issue.path}</bdi> {issue.message}
            </li>
          )),
        )}
      </ul>
    </div>
  );
}
