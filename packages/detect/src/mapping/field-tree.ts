import type { FieldUse, ObservableMapping } from './mapping.ts';
import { fieldUse } from './mapping.ts';

/** One step of field names: what a field of this name holds, and the fields below it. */
export class FieldNode {
  readonly fields: Map<string, FieldNode> = new Map();
  use: FieldUse | undefined;
  /** Whether a URL is put together from this field and the host in another. */
  isUrlPath = false;
}

const descend = (node: FieldNode, name: string): FieldNode => {
  const next = node.fields.get(name) ?? new FieldNode();
  node.fields.set(name, next);
  return next;
};

/**
 * Joins mappings into one tree, later ones over earlier ones. A dotted path is found both as nested objects
 * (`{"id": {"orig_h": …}}`) and as a flat name (`{"id.orig_h": …}`), wherever the dots were cut.
 */
export function fieldTree(mappings: readonly ObservableMapping[]): FieldNode {
  const root = new FieldNode();
  for (const mapping of mappings) {
    const roots = [root, ...(mapping.under ?? []).flatMap((path) => nodesAt(root, path))];
    for (const [path, text] of Object.entries(mapping.fields)) {
      const use = fieldUse(text);
      if (use === undefined) continue;
      for (const base of roots) for (const node of nodesAt(base, path)) node.use = use;
    }
    for (const [, path] of mapping.urls ?? []) for (const node of nodesAt(root, path)) node.isUrlPath = true;
  }
  return root;
}

/** The nodes of a dotted path, for every way to cut it into names. */
function nodesAt(base: FieldNode, path: string): FieldNode[] {
  const nodes = [descend(base, path)];
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    nodes.push(...nodesAt(descend(base, path.slice(0, dot)), path.slice(dot + 1)));
  }
  return nodes;
}
