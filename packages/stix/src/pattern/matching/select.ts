import type { PathStep } from '../tree.ts';
import type { Budget } from './evaluation.ts';
import { bytesOfBase64, bytesOfHex } from './values.ts';

/** An object as it came from JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What one observation saw: its objects by id, among which references are followed (§9.7.4). */
export interface Scene {
  readonly objects: ReadonlyMap<string, JsonObject>;
  readonly budget: Budget;
}

/** The values that a path selects in an object; `[*]` and lists of references can make it many. */
export function selectValues(object: JsonObject, steps: readonly PathStep[], scene: Scene): unknown[] {
  let values: unknown[] = [object];
  let areReferences = false;
  for (const step of steps) {
    if (values.length === 0) break;
    if (step.kind === 'index') values = values.flatMap((value) => listValues(value, step.index));
    else {
      const owners = areReferences ? referred(values, scene) : values;
      values = owners.flatMap((owner) => property(owner, step.name));
      areReferences = /_refs?$/.test(step.name);
    }
    scene.budget.spend(values.length);
  }
  return values;
}

function listValues(value: unknown, index: number | '*'): unknown[] {
  if (!Array.isArray(value)) return [];
  return index === '*' ? value : value.slice(index, index + 1);
}

function property(owner: unknown, name: string): unknown[] {
  if (!isObject(owner) || !Object.hasOwn(owner, name)) return [];
  const value = owner[name];
  if (typeof value !== 'string' || !/_(?:hex|bin)$/.test(name)) return [value];
  // The suffix says how bytes are written (STIX 2.1 §2.1, §2.8); text that is not so written selects nothing.
  const bytes = name.endsWith('_hex') ? bytesOfHex(value) : bytesOfBase64(value);
  return bytes ? [bytes] : [];
}

/** The objects referred to, each once: references in a circle would multiply without end. */
function referred(references: readonly unknown[], { objects }: Scene): unknown[] {
  const found = new Set<JsonObject>();
  for (const reference of references) {
    const object = typeof reference === 'string' ? objects.get(reference) : undefined;
    if (object) found.add(object);
  }
  return [...found];
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
