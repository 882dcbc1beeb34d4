import { endNode, type Model, startNode } from './model.ts';
import { Timer } from './timing.ts';

/**
 * Takes the worth from tasks that not even an empty vehicle could serve: the search then neither misses nor tries them.
 * The plan still lists them, at the price that the problem gives them.
 */
export function dropHopeless(model: Model): void {
  const timer = new Timer(model);
  const empty = model.types.map((_, type) =>
    model.typeOf.findIndex((own, slot) => own === type && model.pinned[slot]!.length === 0),
  );
  if (empty.includes(-1)) return;
  model.tasks.forEach((_, task) => {
    const delivery = model.partner[task]!;
    const hopeful = empty.some((slot, type) => {
      if (model.allowed?.[type * model.tasks.length + task] === 0) return false;
      const { capacity } = model.types[type]!;
      const large = capacity.some((limit, k) => {
        const at = task * model.dimensions + k;
        return Math.max(model.drop[at]!, model.take[at]!, model.carry[at]!) > limit;
      });
      if (large) return false;
      const nodes = [startNode(model, slot), task, ...(delivery < 0 ? [] : [delivery]), endNode(model, slot)];
      return timer.judge(Int32Array.from(nodes), nodes.length, slot);
    });
    if (!hopeful) model.prize[task] = 0;
  });
}
