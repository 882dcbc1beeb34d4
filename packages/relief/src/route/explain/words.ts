import type { Cause, Explanation, Relaxation } from './explain.ts';

/** Languages that explanations are worded in. */
export type ExplanationLanguage = 'ar' | 'en';

/** Numbers in machine digits with at most two decimals, so that they can be found again in the plan. */
const shown = (value: number) => String(Math.round(value * 100) / 100);
const range = ([low, high]: readonly [number, number]) => `${low}…${high} °C`;

/** An explanation in one or two sentences. */
export function formatExplanation(one: Explanation, language: ExplanationLanguage): string {
  const words = language === 'ar' ? arabic : english;
  if (one.served) return words.served(one);
  return [words.left(one.task, words.cause(one.cause)), ...one.relaxations.map(words.relaxation)].join(' ');
}

interface Words {
  readonly served: (one: Extract<Explanation, { served: true }>) => string;
  readonly left: (task: string, cause: string) => string;
  readonly cause: (cause: Cause) => string;
  readonly relaxation: (relaxation: Relaxation) => string;
}

const english: Words = {
  served: ({ task, vehicle, adds, instead }) =>
    `${task} is with ${vehicle}, where it adds ${shown(adds)} to the cost; ${
      instead
        ? `the best other vehicle, ${instead.vehicle}, would add ${shown(instead.adds)}.`
        : 'no other vehicle can take it as the plan stands.'
    }`,
  left: (task, cause) => `${task} is left out: ${cause}.`,
  cause: (cause) => {
    switch (cause.code) {
      case 'skill':
        return `no vehicle has ${cause.skills.join(', ')}`;
      case 'temperature':
        return `no suitable vehicle keeps ${range(cause.range)}`;
      case 'too-big':
        return `it needs ${cause.amount} of room, and the largest vehicle that may take it has ${cause.largest}`;
      case 'too-late':
        return `even an empty vehicle is there only at ${shown(cause.earliest)}, after it closes at ${shown(cause.closes)}`;
      case 'out-of-reach':
        return 'no vehicle can go there and back within its shift and limits';
      case 'vehicles-full':
        return `all suitable vehicles are in use, and ${cause.lacking} of room is lacking in the emptiest`;
      case 'vehicles-busy':
        return 'all suitable vehicles are in use, and none has the time for it';
      case 'not-worth':
        return `serving it would add ${shown(cause.adds)} to the cost, leaving it out costs ${shown(cause.prize)}`;
      case 'not-found':
        return 'the search did not find a place for it in the time it had';
    }
  },
  relaxation: (one) => {
    switch (one.kind) {
      case 'skill':
        return `If ${one.vehicle} had ${one.skills.join(', ')}, it could be served.`;
      case 'compartment':
        return `With a compartment of ${range(one.range)} in ${one.vehicle} it could be served.`;
      case 'capacity':
        return `With room for ${one.amount} in ${one.vehicle} it could be served.`;
      case 'window':
        return `If it were open until ${shown(one.until)}, it could be served.`;
      case 'vehicle':
        return `With one more vehicle like ${one.like} it could be served.`;
      case 'prize':
        return `From a value of ${shown(one.atLeast)} it would be served.`;
      case 'time':
        return 'Give the search more time.';
    }
  },
};

const arabic: Words = {
  served: ({ task, vehicle, adds, instead }) =>
    `${task} مع ${vehicle}، ويزيد ذلك الكلفة ${shown(adds)}؛ ${
      instead
        ? `وأفضل مركبة أخرى ${instead.vehicle} كانت ستزيدها ${shown(instead.adds)}.`
        : 'ولا تستطيع مركبة أخرى أخذه والخطة على حالها.'
    }`,
  left: (task, cause) => `لم يُخدَم ${task}: ${cause}.`,
  cause: (cause) => {
    switch (cause.code) {
      case 'skill':
        return `لا توجد مركبة لديها ${cause.skills.join('، ')}`;
      case 'temperature':
        return `لا توجد مركبة مناسبة تحفظ ${range(cause.range)}`;
      case 'too-big':
        return `يحتاج إلى سعة ${cause.amount}، وأكبر مركبة يجوز أن تأخذه سعتها ${cause.largest}`;
      case 'too-late':
        return `حتى المركبة الفارغة لا تصل قبل ${shown(cause.earliest)}، وهو يغلق عند ${shown(cause.closes)}`;
      case 'out-of-reach':
        return 'لا تستطيع أي مركبة الذهاب إليه والعودة ضمن نوبتها وحدودها';
      case 'vehicles-full':
        return `كل المركبات المناسبة مستخدمة، وينقص أفرغها سعة ${cause.lacking}`;
      case 'vehicles-busy':
        return 'كل المركبات المناسبة مستخدمة، ولا وقت لدى أي منها';
      case 'not-worth':
        return `خدمته تزيد الكلفة ${shown(cause.adds)}، وتركه يكلّف ${shown(cause.prize)}`;
      case 'not-found':
        return 'لم يجد البحث مكانًا له في الوقت المتاح';
    }
  },
  relaxation: (one) => {
    switch (one.kind) {
      case 'skill':
        return `لو كان لدى ${one.vehicle} ${one.skills.join('، ')} لأمكنت خدمته.`;
      case 'compartment':
        return `بحجرة ${range(one.range)} في ${one.vehicle} تمكن خدمته.`;
      case 'capacity':
        return `بسعة ${one.amount} في ${one.vehicle} تمكن خدمته.`;
      case 'window':
        return `لو بقي مفتوحًا حتى ${shown(one.until)} لأمكنت خدمته.`;
      case 'vehicle':
        return `بمركبة إضافية مثل ${one.like} تمكن خدمته.`;
      case 'prize':
        return `يُخدَم إذا بلغت قيمته ${shown(one.atLeast)}.`;
      case 'time':
        return 'امنح البحث وقتًا أطول.';
    }
  },
};
