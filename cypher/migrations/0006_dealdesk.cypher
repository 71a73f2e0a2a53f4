// Quotes, their immutable versions and lines, and approvals; the inbox is one index.
CREATE CONSTRAINT quote_id IF NOT EXISTS FOR (n:Quote) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT quote_external_id IF NOT EXISTS FOR (n:Quote) REQUIRE (n.tenantId, n.externalId) IS UNIQUE;
CREATE CONSTRAINT quote_version_number IF NOT EXISTS FOR (n:QuoteVersion) REQUIRE (n.tenantId, n.quoteId, n.number) IS UNIQUE;
CREATE CONSTRAINT quote_line_number IF NOT EXISTS FOR (n:QuoteLine) REQUIRE (n.tenantId, n.versionId, n.number) IS UNIQUE;
CREATE CONSTRAINT approval_id IF NOT EXISTS FOR (n:Approval) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX quote_created IF NOT EXISTS FOR (n:Quote) ON (n.tenantId, n.createdAt, n.id);
CREATE INDEX quote_status IF NOT EXISTS FOR (n:Quote) ON (n.tenantId, n.status, n.createdAt, n.id);
CREATE INDEX quote_owner IF NOT EXISTS FOR (n:Quote) ON (n.tenantId, n.ownerId, n.createdAt, n.id);
CREATE INDEX quote_opportunity IF NOT EXISTS FOR (n:Quote) ON (n.tenantId, n.opportunityId, n.createdAt, n.id);
CREATE INDEX quote_family IF NOT EXISTS FOR (n:Quote) ON (n.tenantId, n.familyRootId, n.submittedOn, n.id);
CREATE INDEX approval_inbox IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.inbox, n.status, n.requestedAt, n.id);
CREATE INDEX approval_quote IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.quoteId, n.requestedAt, n.id);
CREATE INDEX approval_requested IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.requestedAt, n.id)
