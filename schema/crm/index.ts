import { AccountQueries, AccountResolver } from './account.js';
import { AccountCreatedResolver, AccountExistsResolver, CreateAccountResolver } from './create-account.js';
import {
  CreateOpportunityResolver,
  OpportunityCreatedResolver,
  OpportunityExistsResolver,
} from './create-opportunity.js';
import { CreateProductResolver, ProductCreatedResolver, ProductExistsResolver } from './create-product.js';
import { ImportRunQueries } from './import-run.js';
import { OpportunityQueries, OpportunityResolver } from './opportunity.js';
import { ProductQueries } from './product.js';
import { TenantLinks } from './tenant-links.js';
import { AccountUpdatedResolver, UpdateAccountResolver } from './update-account.js';
import { OpportunityUpdatedResolver, UpdateOpportunityResolver } from './update-opportunity.js';
import { ProductUpdatedResolver, UpdateProductResolver } from './update-product.js';

export { importRoutes } from './import-routes.js';

/** Accounts, products, opportunities and imports, as GraphQL. */
export const resolvers = [
  AccountQueries,
  AccountResolver,
  CreateAccountResolver,
  AccountCreatedResolver,
  AccountExistsResolver,
  UpdateAccountResolver,
  AccountUpdatedResolver,
  ProductQueries,
  CreateProductResolver,
  ProductCreatedResolver,
  ProductExistsResolver,
  UpdateProductResolver,
  ProductUpdatedResolver,
  OpportunityQueries,
  OpportunityResolver,
  CreateOpportunityResolver,
  OpportunityCreatedResolver,
  OpportunityExistsResolver,
  UpdateOpportunityResolver,
  OpportunityUpdatedResolver,
  ImportRunQueries,
  TenantLinks,
] as const;
