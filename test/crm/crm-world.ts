import type { Client } from '../kit/client.js';
import { CONFIG } from '../kit/world.js';

/** The kit's configuration, with declared repairs of spelling. */
export const CRM_CONFIG = `${CONFIG}
crm:
  aliases:
    product:
      GTXPro: GTX Pro
    sector:
      technolgy: technology
`;

interface UploadOptions {
  dryRun?: boolean;
  columns?: string;
  key?: string;
  type?: string;
}

interface Told {
  row: number;
  column: string | null;
  reason: string;
}

interface Uploaded {
  status: number;
  /** The report, or what went wrong. */
  body: {
    importRunId: string;
    fileSha256: string;
    status: string;
    counts: typeof NONE;
    rejects: Told[];
    repairs: Told[];
    warnings: Told[];
    error: { code: string; message: string };
  };
}

/** Sends a CSV file as a client does; gives status and body. */
export async function upload(
  client: Client,
  kind: string,
  csv: string | Uint8Array<ArrayBuffer>,
  { dryRun, columns, key, type = 'text/csv' }: UploadOptions = {},
): Promise<Uploaded> {
  const query = new URLSearchParams({ ...(dryRun ? { dryRun: 'true' } : {}), ...(columns ? { columns } : {}) });
  const headers = { 'content-type': type, ...(key ? { 'idempotency-key': key } : {}) };
  const response = await client.http('POST', `/v1/imports/${kind}?${query}`, { body: csv, headers });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}

export const PRODUCTS = `product,series,sales_price
GTX Basic,GTX,550
GTX Pro,GTX,4821
`;

/** The subsidiary stands before its parent. */
export const ACCOUNTS = `account,sector,year_established,revenue,employees,office_location,subsidiary_of
Bluth Company,technolgy,1993,1242.32,3027,United States,Acme Corporation
Acme Corporation,technolgy,1996,1100.04,2822,United States,
Bioholding,medical,2012,587.34,1356,Philipines,
`;

export const PIPELINE = `opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
1C1I7A6R,ae,GTX Basic,Acme Corporation,Won,2016-10-20,2017-03-01,1054
Z063OYW0,ae,GTXPro,Bluth Company,Won,2016-10-25,2017-03-11,4514
EC4QE1BX,ae,GTX Basic,,Engaging,2016-10-25,,
`;

/** Revenue stands in millions in that export. */
export const REVENUE = 'revenue_millions:revenue';

const NONE = { created: 0, updated: 0, unchanged: 0, rejected: 0, repairs: 0, warnings: 0 };
export const counts = (some: Partial<typeof NONE>) => ({ ...NONE, ...some });

/** Loads the small export; throws when the API refuses any of it. */
export async function loadExport(admin: Client): Promise<void> {
  for (const [kind, csv, columns] of [
    ['products', PRODUCTS, ''],
    ['accounts', ACCOUNTS, REVENUE],
    ['opportunities', PIPELINE, ''],
  ] as const) {
    const { status, body } = await upload(admin, kind, csv, { columns });
    if (status !== 200 || body.counts.rejected > 0) throw new Error(JSON.stringify(body));
  }
}
