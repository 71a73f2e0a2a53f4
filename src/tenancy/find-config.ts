import {
  configFindActive,
  configFindByNumber,
  configList,
  configTextsFindMany,
} from '../../cypher/generated/tenancy.js';
import type { ConfigVersionRow } from '../../cypher/rows.js';
import type { Caller } from '../kernel/caller.js';
import { refusalOf } from '../kernel/rights.js';
import type { Runtime } from '../kernel/runtime.js';
import { rights } from './rights.js';

/** A version with its YAML text. */
export interface ConfigVersion extends ConfigVersionRow {
  yaml: string;
}

type Reading = Pick<Runtime, 'graph'>;

/** A version by number, or the one in force when none is named. Null also for a draft that the caller may not read. */
export async function findConfigVersion(
  { graph }: Reading,
  caller: Caller,
  number: number | null,
): Promise<ConfigVersion | null> {
  const wanted = number ?? (await graph.read(configFindActive, caller.tenantId, {}))[0]?.number;
  if (wanted === undefined) return null;
  const [found] = await graph.read(configFindByNumber, caller.tenantId, { number: wanted });
  return found && (found.state !== 'DRAFT' || mayReadDrafts(caller)) ? found : null;
}

/** Versions, newest first, without their texts; drafts among them: for those alone who may read drafts. */
export const listConfigVersions = (
  { graph }: Reading,
  tenantId: string,
  page: { before: number; limit: number },
): Promise<ConfigVersionRow[]> => graph.read(configList, tenantId, page);

/** The texts of versions, whatever their state. */
export const configTexts = (
  { graph }: Reading,
  tenantId: string,
  numbers: number[],
): Promise<{ number: number; yaml: string }[]> => graph.read(configTextsFindMany, tenantId, { numbers });

/** Who may see configurations that were not in force yet: a row of the rights table. */
const mayReadDrafts = (caller: Caller): boolean => refusalOf(caller, rights.revOpsConfigDrafts) === null;
