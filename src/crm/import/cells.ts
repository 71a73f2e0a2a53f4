import { parseMinor } from '../../kernel/values/money.js';
import { isVisible, SHOWS_NOTHING } from '../../kernel/values/text.js';
import { type AliasField, aliasOf } from '../config-section.js';
import { resolveCountry } from '../countries.js';
import { registrableDomain } from '../domains.js';
import { isDay } from '../fields.js';
import type { CrmSettings } from '../settings.js';
import { quoted, type RowNotes } from './row-notes.js';

const MOST_CHARACTERS = 200;

/**
 * The cells of one row, read as values. A column that the file lacks gives undefined (leave it), an empty cell null; what cannot be read
 * rejects the row and gives null.
 */
export class Cells {
  constructor(
    private readonly values: Readonly<Record<string, string>>,
    private readonly notes: RowNotes,
    private readonly settings: CrmSettings,
  ) {}

  text(column: string): string | null | undefined {
    const text = this.values[column];
    if (text === undefined) return undefined;
    if (text.length > MOST_CHARACTERS) return this.refuse(column, `is longer than ${MOST_CHARACTERS} characters`);
    if (text === '' || isVisible(text)) return text || null;
    return this.refuse(column, SHOWS_NOTHING);
  }

  /** A text that must be there. */
  needed(column: string): string | null {
    const text = this.text(column);
    if (text === null && !this.notes.rejected) this.notes.reject(column, 'is empty');
    return text ?? null;
  }

  /** A text whose known misspellings the tenant's aliases repair. */
  spelled(column: string, field: AliasField): string | null | undefined {
    const text = this.text(column);
    if (!text) return text;
    const meant = aliasOf(this.settings.config, field, text);
    if (meant === null || meant === text) return text;
    this.notes.repair(column, text, meant, `alias of ${field}`);
    return meant;
  }

  /** An ISO 3166-1 code from a code or a name. */
  country(column: string): string | null | undefined {
    const text = this.text(column);
    if (!text) return text;
    const country = resolveCountry(text, this.settings.config.aliases.country);
    if (!country) return this.refuse(column, `${quoted(text)} is no country that is known`);
    if (country.repairedFrom !== undefined) this.notes.repair(column, text, country.code, 'alias of country');
    else if (country.code !== text) this.notes.repair(column, text, country.code, 'country name to code');
    return country.code;
  }

  domain(column: string): string | null | undefined {
    const text = this.text(column);
    if (!text) return text;
    return registrableDomain(text) ?? this.refuse(column, `${quoted(text)} is not a domain`);
  }

  /** Minor units of the tenant's currency; `factor` for columns in thousands or millions. */
  amount(column: string, factor = 1): number | null | undefined {
    const text = this.text(column);
    if (!text) return text as null | undefined;
    const { currency } = this.settings;
    const minor = parseMinor(text, currency);
    if (minor !== null && minor >= 0 && Number.isSafeInteger(minor * factor)) return minor * factor;
    return this.refuse(column, `${quoted(text)} is not an amount in ${currency}`);
  }

  /** Says in which currency the row's amounts are, for those who must see that it is the tenant's: any other rejects the row. */
  ownCurrency(column: string): void {
    const text = this.text(column);
    const { currency } = this.settings;
    if (text && text.toUpperCase() !== currency)
      this.refuse(column, `${quoted(text)} is not ${currency}, in which amounts are kept`);
  }

  whole(column: string, least: number, most: number): number | null | undefined {
    const text = this.text(column);
    if (!text) return text as null | undefined;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    return this.refuse(column, `${quoted(text)} is not a whole number from ${least} to ${most}`);
  }

  day(column: string): string | null | undefined {
    const text = this.text(column);
    if (!text) return text;
    return isDay(text) ? text : this.refuse(column, `${quoted(text)} is not a day such as 2026-11-20`);
  }

  flag(column: string): boolean | undefined {
    const text = this.text(column)?.toLowerCase();
    if (!text) return undefined;
    if (['true', 'yes', '1'].includes(text)) return true;
    if (!['false', 'no', '0'].includes(text)) this.refuse(column, `${quoted(text)} is neither true nor false`);
    return false;
  }

  oneOf<T extends string>(column: string, allowed: readonly T[]): T | undefined {
    const text = this.text(column);
    if (!text) return undefined;
    const found = allowed.find((value) => value === text.toLowerCase());
    if (!found) this.refuse(column, `${quoted(text)} is none of ${allowed.join(', ')}`);
    return found;
  }

  private refuse(column: string, reason: string): null {
    this.notes.reject(column, reason);
    return null;
  }
}
