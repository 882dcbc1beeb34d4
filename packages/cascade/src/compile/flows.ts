import type { Link } from '../model/network.ts';
import type { FlowPlan } from './compiled.ts';
import type { Elements } from './compile.ts';

/** The connected parts of each flow service. */
export function planFlows(_links: readonly Link[], elements: Elements): FlowPlan {
  return { components: [], componentStart: new Int32Array(elements.count + 1), componentsOf: new Int32Array(0) };
}
