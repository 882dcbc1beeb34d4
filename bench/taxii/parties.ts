// Who meets where in these comparisons.
export const USER = 'alice';
export const PASSWORD = 'secret';
export const COLLECTION = '91a7b528-80eb-42ed-a74d-c6fbd5a26116';
