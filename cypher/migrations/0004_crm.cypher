// Accounts, products, opportunities and import runs: identity, the order of each list, name search.
CREATE CONSTRAINT account_id IF NOT EXISTS FOR (n:Account) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT account_external_id IF NOT EXISTS FOR (n:Account) REQUIRE (n.tenantId, n.externalId) IS UNIQUE;
CREATE INDEX account_name IF NOT EXISTS FOR (n:Account) ON (n.tenantId, n.normalisedName, n.id);
CREATE INDEX account_owner IF NOT EXISTS FOR (n:Account) ON (n.tenantId, n.ownerId, n.normalisedName, n.id);
CREATE INDEX account_country IF NOT EXISTS FOR (n:Account) ON (n.tenantId, n.country, n.normalisedName, n.id);
CREATE INDEX account_customer_status IF NOT EXISTS FOR (n:Account) ON (n.tenantId, n.customerStatus, n.normalisedName, n.id);
CREATE INDEX account_domain IF NOT EXISTS FOR (n:Account) ON (n.tenantId, n.domain, n.id);
CREATE INDEX account_family IF NOT EXISTS FOR (n:Account) ON (n.tenantId, n.familyRootId, n.id);
CREATE FULLTEXT INDEX account_search IF NOT EXISTS FOR (n:Account) ON EACH [n.tenantKey, n.name];
CREATE CONSTRAINT product_id IF NOT EXISTS FOR (n:Product) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT product_sku IF NOT EXISTS FOR (n:Product) REQUIRE (n.tenantId, n.sku) IS UNIQUE;
CREATE FULLTEXT INDEX product_search IF NOT EXISTS FOR (n:Product) ON EACH [n.tenantKey, n.name];
CREATE CONSTRAINT opportunity_id IF NOT EXISTS FOR (n:Opportunity) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT opportunity_external_id IF NOT EXISTS FOR (n:Opportunity) REQUIRE (n.tenantId, n.externalId) IS UNIQUE;
CREATE INDEX opportunity_stage IF NOT EXISTS FOR (n:Opportunity) ON (n.tenantId, n.stage, n.id);
CREATE INDEX opportunity_owner IF NOT EXISTS FOR (n:Opportunity) ON (n.tenantId, n.ownerId, n.id);
CREATE INDEX opportunity_owner_stage IF NOT EXISTS FOR (n:Opportunity) ON (n.tenantId, n.ownerId, n.stage, n.id);
CREATE INDEX opportunity_account IF NOT EXISTS FOR (n:Opportunity) ON (n.tenantId, n.accountId, n.id);
CREATE FULLTEXT INDEX opportunity_search IF NOT EXISTS FOR (n:Opportunity) ON EACH [n.tenantKey, n.name];
CREATE CONSTRAINT import_run_id IF NOT EXISTS FOR (n:ImportRun) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT import_chunk_seq IF NOT EXISTS FOR (n:ImportChunk) REQUIRE (n.tenantId, n.runId, n.seq) IS UNIQUE
