import type { ReactNode } from 'react';
import { Checkbox, CheckboxGroup, Label, Radio, RadioGroup } from 'react-aria-components';

interface Option<T extends string> {
  readonly value: T;
  readonly said: ReactNode;
}

interface PickProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly inRow?: boolean;
}

/** Picks one of several that are all seen. */
export function PickOne<T extends string>({
  label,
  options,
  inRow = false,
  value,
  onChange,
}: PickProps<T> & { value: T; onChange: (value: T) => void }) {
  return (
    <RadioGroup className="field" value={value} onChange={(next) => onChange(next as T)}>
      <Label className="label">{label}</Label>
      <div className={inRow ? 'choices-row' : 'choices'}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="choice">
            {option.said}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

/** Picks any of several. */
export function PickSome<T extends string>({
  label,
  options,
  value,
  onChange,
}: PickProps<T> & { value: readonly T[]; onChange: (value: T[]) => void }) {
  return (
    <CheckboxGroup className="field" value={[...value]} onChange={(next) => onChange(next as T[])}>
      <Label className="label">{label}</Label>
      <div className="choices-row">
        {options.map((option) => (
          <Checkbox key={option.value} value={option.value} className="choice" data-shape="square">
            {option.said}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}
