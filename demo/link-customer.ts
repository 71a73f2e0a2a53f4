import { createAccount, createOpportunity, linkTenantToAccount } from '../src/crm/index.js';
import { StartupError } from '../src/kernel/errors.js';
import { findTenantId } from '../src/tenancy/index.js';
import { callerIfThere, callerNamed, type DemoJob, expected } from './job.js';
import { ACCOUNT_MANAGER, DEMO_TENANT, OPERATOR, OPERATORS } from './people.js';

/**
 * In the operators' own tenant the demo tenant is a customer: an account with an owner and an open deal. An operator links the two, so
 * that the customer's expansion signals, and nothing else of it, are seen there. What is there already stays.
 */
export async function linkCustomer({ runtime, tenantId }: DemoJob): Promise<void> {
  const home = await findTenantId(runtime, OPERATORS.handle);
  if (!home) throw new StartupError("The operators' tenant is not there.");
  const seller = await callerIfThere(runtime, home, ACCOUNT_MANAGER);
  if (!seller) return;
  const customer = { name: DEMO_TENANT.name, externalId: DEMO_TENANT.handle, ownerId: seller.id };
  const account = await createAccount(runtime, seller, { ...customer, customerStatus: 'customer' });
  const { accountId } = expected(account, 'AccountCreated', 'AccountExists');
  const deal = { name: 'More seats', externalId: 'more-seats', stage: 'Engaging', accountId, ownerId: seller.id };
  expected(await createOpportunity(runtime, seller, deal), 'OpportunityCreated', 'OpportunityExists');
  const operator = await callerNamed(runtime, home, OPERATOR);
  expected(await linkTenantToAccount(runtime, operator, { tenantId, accountId }), 'TenantLinked');
}
