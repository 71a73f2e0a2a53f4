// What is decided by role, for expected hours; when quotes expire; what people say of a quote.
CREATE INDEX approval_decided IF NOT EXISTS FOR (n:Approval) ON (n.tenantId, n.role, n.decidedAt, n.id);
CREATE INDEX quote_expires IF NOT EXISTS FOR (n:Quote) ON (n.tenantId, n.status, n.expiresAt, n.id);
CREATE CONSTRAINT quote_comment_id IF NOT EXISTS FOR (n:QuoteComment) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX quote_comment_quote IF NOT EXISTS FOR (n:QuoteComment) ON (n.tenantId, n.quoteId, n.createdAt, n.id)
