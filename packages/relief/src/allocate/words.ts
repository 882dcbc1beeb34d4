import type { Change, Reason } from './allocation.ts';
import type { TemperatureRange } from './problem.ts';

/** The languages that reasons and changes are put into words in. */
export type Language = 'en' | 'ar';

/** A reason why a need is short, as a sentence. */
export function formatReason(reason: Reason, language: Language = 'en'): string {
  const { number, hours, range, name } = writer(language);
  const en = language === 'en';
  switch (reason.code) {
    case 'no-supply':
      return en
        ? `No stock or production of ${name(reason.item)} is known.`
        : `لا يُعرف مخزون ولا إنتاج من ${name(reason.item)}.`;
    case 'exhausted': {
      const { quantity, moreUrgent } = reason;
      if (en) {
        const urgent = moreUrgent > 0 ? `, ${number(moreUrgent)} of them for more urgent needs` : '';
        return `All ${number(quantity)} units of ${name(reason.item)} that could arrive in time are given out${urgent}.`;
      }
      const urgent = moreUrgent > 0 ? `، منها ${number(moreUrgent)} لاحتياجات أكثر إلحاحًا` : '';
      return `وُزِّعت كل الوحدات التي يمكن أن تصل في الوقت من ${name(reason.item)} وعددها ${number(quantity)}${urgent}.`;
    }
    case 'reserved': {
      const owner = reason.owner === undefined ? '' : en ? ` by ${name(reason.owner)}` : ` لدى ${name(reason.owner)}`;
      return en
        ? `${number(reason.quantity)} units of ${name(reason.source)} are reserved${owner}.`
        : `${number(reason.quantity)} وحدة من ${name(reason.source)} محجوزة${owner}.`;
    }
    case 'terms':
      return en
        ? `The owner's terms keep ${number(reason.quantity)} units of ${name(reason.source)} from this recipient or priority.`
        : `شروط المالك تمنع ${number(reason.quantity)} وحدة من ${name(reason.source)} عن هذا المستلم أو هذه الأولوية.`;
    case 'too-late':
      return en
        ? `${number(reason.quantity)} units of ${name(reason.source)} would arrive in ${hours(reason.earliestHour)}, needed within ${hours(reason.byHour)}.`
        : `${number(reason.quantity)} وحدة من ${name(reason.source)} تصل بعد ${hours(reason.earliestHour)} والمطلوب خلال ${hours(reason.byHour)}.`;
    case 'cold-chain':
      return en
        ? `No vehicle that holds ${range(reason.range)} goes from ${name(reason.from)} within ${hours(reason.withinHours)} (${number(reason.quantity)} units of ${name(reason.source)}).`
        : `لا توجد مركبة تحفظ ${range(reason.range)} من ${name(reason.from)} خلال ${hours(reason.withinHours)} (${number(reason.quantity)} وحدة من ${name(reason.source)}).`;
    case 'shelf-life':
      return en
        ? `${number(reason.quantity)} units of ${name(reason.source)} would arrive with ${hours(reason.hoursLeft)} of shelf life, at least ${hours(reason.minimum)} are asked for.`
        : `${number(reason.quantity)} وحدة من ${name(reason.source)} تصل وقد بقي من صلاحيتها ${hours(reason.hoursLeft)} والمطلوب ${hours(reason.minimum)} على الأقل.`;
    case 'expired':
      return en
        ? `${number(reason.quantity)} units of ${name(reason.source)} expire before they could arrive.`
        : `${number(reason.quantity)} وحدة من ${name(reason.source)} تنتهي صلاحيتها قبل وصولها.`;
    case 'no-lane':
      return en
        ? `No way leads from ${name(reason.from)}, where ${number(reason.quantity)} units of ${name(reason.source)} lie.`
        : `لا طريق من ${name(reason.from)} حيث توجد ${number(reason.quantity)} وحدة من ${name(reason.source)}.`;
    case 'minimum-lot':
      return en
        ? `${name(reason.source)} gives no less than ${number(reason.minimum)} units at a time; ${number(reason.quantity)} are left.`
        : `لا يُصرف من ${name(reason.source)} أقل من ${number(reason.minimum)} وحدة في المرة، والمتبقي ${number(reason.quantity)}.`;
    case 'lane-full':
      return en
        ? `The lane ${name(reason.lane)} is full (capacity ${number(reason.capacity)}).`
        : `المسار ${name(reason.lane)} ممتلئ (سعته ${number(reason.capacity)}).`;
  }
}

/** A change that would serve a need, as a sentence. */
export function formatChange(change: Change, language: Language = 'en'): string {
  const { number, hours, range, name } = writer(language);
  const en = language === 'en';
  const need = name(change.need);
  switch (change.kind) {
    case 'deadline':
      return en
        ? `Let ${need} arrive by hour ${number(change.byHour)}.`
        : `تأخير موعد ${need} إلى الساعة ${number(change.byHour)}.`;
    case 'shelf-life':
      return en
        ? `Accept ${hours(change.minimumShelfHours)} of shelf life on arrival for ${need}.`
        : `قبول صلاحية متبقية قدرها ${hours(change.minimumShelfHours)} عند الوصول للاحتياج ${need}.`;
    case 'terms':
      return en
        ? `The owner of ${name(change.source)} lets it go to ${need}.`
        : `موافقة مالك ${name(change.source)} على صرفه للاحتياج ${need}.`;
    case 'reserve':
      return en
        ? `Release ${number(change.quantity)} reserved units of ${name(change.source)} for ${need}.`
        : `الإفراج عن ${number(change.quantity)} وحدة محجوزة من ${name(change.source)} للاحتياج ${need}.`;
    case 'minimum-lot':
      return en
        ? `Let ${need} have ${number(change.quantity)} units of ${name(change.source)}, below its minimum.`
        : `السماح للاحتياج ${need} بعدد ${number(change.quantity)} وحدة من ${name(change.source)} دون الحد الأدنى.`;
    case 'lane': {
      const [from, to] = [name(change.from), name(change.to)];
      if (en) {
        const holding = change.holds ? ` that holds ${range(change.holds)}` : '';
        return `Send a vehicle${holding} from ${from} to ${to} within ${hours(change.hours)}, for ${need}.`;
      }
      const holding = change.holds ? ` تحفظ ${range(change.holds)}` : '';
      return `إرسال مركبة${holding} من ${from} إلى ${to} خلال ${hours(change.hours)} للاحتياج ${need}.`;
    }
    case 'supply':
      return en
        ? `Find ${number(change.quantity)} more units of ${name(change.item)} at ${name(change.place)} for ${need}.`
        : `توفير ${number(change.quantity)} وحدة إضافية من ${name(change.item)} في ${name(change.place)} للاحتياج ${need}.`;
  }
}

/** Numbers, hours and names as a language writes them; names keep their own direction within Arabic text. */
function writer(language: Language) {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const hour = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'hour',
    unitDisplay: language === 'en' ? 'short' : 'long',
    maximumFractionDigits: 1,
  });
  return {
    number: (value: number) => format.format(value),
    hours: (value: number) => hour.format(value),
    range: ({ minC, maxC }: TemperatureRange) =>
      language === 'en'
        ? `${format.format(minC)} to ${format.format(maxC)} °C`
        : `من ${format.format(minC)} إلى ${format.format(maxC)} °م`,
    // First-strong isolates: the ids around a number can't turn it over.
    name: (id: string) => (language === 'en' ? id : `\u2068${id}\u2069`),
  };
}
