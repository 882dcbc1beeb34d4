import { useId, type ReactNode } from 'react';
import {
  Button as AriaButton,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
  type ButtonProps,
  type TextFieldProps,
} from 'react-aria-components';
import { useLanguage } from '../language/language.tsx';

type Kind = 'primary' | 'secondary' | 'plain' | 'danger';

/** A button. */
export function Button({ kind = 'secondary', ...props }: ButtonProps & { kind?: Kind }) {
  return <AriaButton {...props} className="button" data-kind={kind} />;
}

interface FieldProps extends TextFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with it, from the hub or the form. */
  readonly problem?: string | undefined;
  readonly lines?: number;
  readonly placeholder?: string;
  /** Machine text is written from left to right in any language. */
  readonly machine?: boolean;
}

/** A field for text, with its label, hint and what is wrong with it. */
export function Field({ label, hint, problem, lines, placeholder, machine, ...props }: FieldProps) {
  const { t } = useLanguage();
  // Arabic or English is told from what is written; an empty field with a placeholder keeps the page's direction.
  const direction = machine ? { dir: 'ltr' as const } : placeholder ? {} : { dir: 'auto' as const };
  const input = { className: 'input', ...(placeholder && { placeholder }), ...direction };
  const invalid = problem === undefined ? {} : { isInvalid: true };
  return (
    <TextField {...props} {...invalid} className="field">
      <Label className="label">{label}</Label>
      {lines ? <TextArea {...input} rows={lines} /> : <Input {...input} />}
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="error">
        {({ validationDetails, defaultChildren }) =>
          problem ?? (validationDetails.valueMissing ? t('required') : defaultChildren)
        }
      </FieldError>
    </TextField>
  );
}

/** One of a few. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <select id={id} className="input" value={value} onChange={(event) => onChange(event.target.value as T)}>
        {options.map(([key, said]) => (
          <option key={key} value={key}>
            {said}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What a form or an action came to when it failed. */
export function Problem({ children }: { children: ReactNode }) {
  return (
    <div className="notice" data-kind="problem" role="alert">
      {children}
    </div>
  );
}
