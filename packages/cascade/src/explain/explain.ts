import type { Network } from '../model/network.ts';
import type { Change, Outcome } from '../model/outcome.ts';
import { type Catalogue, catalogues, type Language } from './catalogue.ts';
import { timeInWords } from './clock.ts';

/** A change and its whole chain of causes in words, from itself back to what began it. */
export function explainChange(network: Network, outcome: Outcome, index: number, language: Language = 'en'): string {
  return sentences(network, outcome, language)(index);
}

/** Every change of an outcome with its chain of causes in words, in order. */
export function explainOutcome(network: Network, outcome: Outcome, language: Language = 'en'): string[] {
  return outcome.changes.map((_change, index) => index).map(sentences(network, outcome, language));
}

function sentences(network: Network, outcome: Outcome, language: Language): (index: number) => string {
  const words = catalogues[language];
  const names = new Map<string, string>();
  for (const { id, name } of [...network.assets, ...(network.links ?? [])]) names.set(id, words.isolate(name ?? id));
  const services = new Map(network.services.map(({ id, name }) => [id, words.isolate(name ?? id)]));
  const nameOf = (id: string): string => names.get(id) ?? words.isolate(id);
  const serviceOf = (id: string): string => services.get(id) ?? words.isolate(id);
  const time = (at: number): string => timeInWords(at, outcome.start, words);

  return (index) => {
    const parts: string[] = [];
    for (let change = outcome.changes[index]; change; change = outcome.changes[change.because ?? -1]) {
      const why = causeInWords(change, words, serviceOf, time);
      const what = changeInWords(change, words, nameOf, serviceOf, time);
      parts.push(why === undefined ? what : `${what}: ${why}`);
    }
    return parts.join(words.separator);
  };
}

function changeInWords(
  { target, delivery, at, from, to, cause }: Change,
  words: Catalogue,
  nameOf: (id: string) => string,
  serviceOf: (id: string) => string,
  time: (at: number) => string,
): string {
  const name = nameOf(target);
  if (cause.kind === 'outage') {
    return to === 0
      ? words.failed(name, time(at), cause.reason)
      : words.damaged(name, words.percent(to), time(at), cause.reason);
  }
  if (cause.kind === 'repaired' && to === 1) return words.repaired(name, time(at));
  if (delivery !== undefined && to < 1) {
    const service = serviceOf(delivery);
    return to === 0
      ? words.undelivered(name, service, time(at))
      : words.partlyDelivered(name, service, words.percent(to), time(at));
  }
  if (to > from && to === 1) return words.restored(name, time(at));
  return to === 0 ? words.stopped(name, time(at)) : words.reduced(name, words.percent(to), time(at));
}

/** Why, where the words for what happened do not already say it. */
function causeInWords(
  { cause, at }: Change,
  words: Catalogue,
  serviceOf: (id: string) => string,
  time: (at: number) => string,
): string | undefined {
  switch (cause.kind) {
    case 'outage':
    case 'repaired':
      return undefined;
    case 'refuelled':
      return words.refuelled;
    case 'shortage':
      return words.shortage(serviceOf(cause.service));
    case 'flow-returned':
      return words.flowBack(serviceOf(cause.service));
    case 'supply-lost':
    case 'supply-returned': {
      const service = serviceOf(cause.service);
      const told =
        cause.kind === 'supply-returned'
          ? words.supplyBack(service, time(cause.since))
          : at > cause.since
            ? words.lostSupplySince(service, time(cause.since), words.hours(at - cause.since))
            : words.lostSupply(service);
      return cause.confirmed ? told : `${told} (${words.unconfirmed})`;
    }
  }
}
