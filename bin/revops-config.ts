import { crmSection } from '../src/crm/index.js';
import { activationSection, dealDeskSection } from '../src/dealdesk/index.js';
import { routingSection } from '../src/routing/index.js';
import { attributesSection, composeConfig, coreSection, overridesSection, rulesSection } from '../src/tenancy/index.js';

/** RevOpsConfig as this product reads it: the sections of all slices, in the order in which they may read each other. */
export const revOpsConfigSchema = composeConfig([
  coreSection,
  attributesSection,
  crmSection,
  routingSection,
  dealDeskSection,
  rulesSection,
  overridesSection,
  activationSection,
]);
