import { isCountryCode } from '../crm/index.js';

const WHOLE = /^([A-Za-z]{2})-([A-Za-z0-9]{1,3})$/;
const PART = /^[A-Za-z0-9]{1,3}$/;

/** The region's ISO 3166-2 code from a whole code, or from its last part beside the country; null for none, or for neither. */
export function leadState(country: string | null, state: string | null): string | null {
  if (!state) return null;
  const [, of = '', part = ''] = WHOLE.exec(state) ?? [];
  if (of) {
    const code = of.toUpperCase().replace('UK', 'GB');
    return isCountryCode(code) && (country === null || country === code) ? `${code}-${part.toUpperCase()}` : null;
  }
  return country && PART.test(state) ? `${country}-${state.toUpperCase()}` : null;
}

/** Whether a region can be read. */
export const isLeadState = (country: string | null, state: string): boolean => leadState(country, state) !== null;
