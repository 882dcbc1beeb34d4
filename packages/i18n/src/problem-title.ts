/** The two languages of Sanad. */
export type Language = 'ar' | 'en';

const titles: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'bad-request': { ar: 'طلب غير صحيح', en: 'Bad request' },
  'malformed-json': { ar: 'صياغة JSON غير سليمة', en: 'Malformed JSON' },
  'bad-cursor': { ar: 'مؤشر الصفحة غير صالح', en: 'Bad cursor' },
  'not-signed-in': { ar: 'يلزم تسجيل الدخول', en: 'Not signed in' },
  'sign-in-failed': { ar: 'تعذّر تسجيل الدخول', en: 'Sign-in failed' },
  'not-allowed': { ar: 'غير مسموح', en: 'Not allowed' },
  'wrong-origin': { ar: 'الطلب وارد من موقع آخر', en: 'Request from another site' },
  'not-found': { ar: 'غير موجود', en: 'Not found' },
  'method-not-allowed': { ar: 'طريقة الطلب غير مسموحة', en: 'Method not allowed' },
  conflict: { ar: 'تعارض مع الحالة الراهنة', en: 'Conflict' },
  'already-exists': { ar: 'موجود من قبل', en: 'Already exists' },
  'too-large': { ar: 'الحجم أكبر من المسموح', en: 'Too large' },
  'unsupported-media-type': { ar: 'نوع المحتوى غير مدعوم', en: 'Unsupported media type' },
  invalid: { ar: 'بيانات غير صالحة', en: 'Invalid input' },
  'too-many-attempts': { ar: 'محاولات كثيرة', en: 'Too many attempts' },
  'not-ready': { ar: 'الخدمة غير جاهزة', en: 'Not ready' },
};

/** The title of a problem of the hub, in a language; the code itself where there is none. */
export const problemTitle = (code: string, language: Language): string => titles[code]?.[language] ?? code;
