import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crmSection } from '../src/crm/index.js';
import { activationSection, dealDeskSection } from '../src/dealdesk/index.js';
import { quotasSection, retentionSection } from '../src/entitlements/index.js';
import { routingSection } from '../src/routing/index.js';
import { attributesSection, composeConfig, coreSection, overridesSection, rulesSection } from '../src/tenancy/index.js';
import { usageSection } from '../src/usage/index.js';

/** The profiles are not compiled to dist/: they are found from the package's root. */
const packageRoot = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));

/** The shipped profiles by name: `profiles/<name>.yaml`. */
function shippedProfiles(): Record<string, string> {
  const folder = join(packageRoot(dirname(fileURLToPath(import.meta.url))), 'profiles');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return Object.fromEntries(files.map((file) => [file.replace('.yaml', ''), readFileSync(join(folder, file), 'utf8')]));
}

/** RevOpsConfig as this product reads it: the sections of all slices, in the order in which they may read each other. */
export const revOpsConfigSchema = composeConfig(
  [
    coreSection,
    attributesSection,
    crmSection,
    routingSection,
    dealDeskSection,
    rulesSection,
    overridesSection,
    activationSection,
    quotasSection,
    retentionSection,
    usageSection,
  ],
  shippedProfiles(),
);
