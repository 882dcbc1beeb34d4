import type { Position } from '../server/backend.ts';
import type { Match, ObjectQuery } from '../server/query.ts';
import type { StoredObject } from './stored-object.ts';
import { versionsThatMatch } from './version-filter.ts';

/** The object versions of one collection, in the order in which they were added. */
export class Shelf {
  #objects: StoredObject[] = [];
  readonly #versions = new Map<string, StoredObject[]>();

  /** Adds a version and answers it, or the same version when that is there already. */
  add(object: StoredObject): StoredObject {
    const versions = this.#versions.get(object.id) ?? [];
    const known = versions.find(({ at, specVersion }) => {
      return specVersion === object.specVersion && (at === object.at || !object.versioned);
    });
    if (known) return known;
    this.#objects.push(object);
    this.#versions.set(object.id, [...versions, object]);
    return object;
  }

  /** Matching versions after a position, at most `limit` of them. */
  page({ addedAfter = -1n, after = -1n, limit, match }: ObjectQuery): { found: StoredObject[]; more: boolean } {
    const found: StoredObject[] = [];
    const objects = this.#objects;
    for (let index = this.#firstAfter(addedAfter > after ? addedAfter : after); index < objects.length; index += 1) {
      const object = objects[index];
      if (!object || !this.#matches(object, match)) continue;
      if (found.length === limit) return { found, more: true };
      found.push(object);
    }
    return { found, more: false };
  }

  /** Takes matching versions away and answers how many there were. */
  remove(match: Match): number {
    const doomed = new Set(this.#objects.filter((object) => this.#matches(object, match)));
    this.#objects = this.#objects.filter((object) => !doomed.has(object));
    for (const { id } of doomed) {
      const left = (this.#versions.get(id) ?? []).filter((object) => !doomed.has(object));
      if (left.length > 0) this.#versions.set(id, left);
      else this.#versions.delete(id);
    }
    return doomed.size;
  }

  #matches(object: StoredObject, { id, type, version, specVersion }: Match): boolean {
    if ((id && !id.includes(object.id)) || (type && !type.includes(object.type))) return false;
    return versionsThatMatch(this.#versions.get(object.id) ?? [], version, specVersion).includes(object);
  }

  #firstAfter(position: Position): number {
    let [low, high] = [0, this.#objects.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const object = this.#objects[middle];
      if (object && object.added <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
