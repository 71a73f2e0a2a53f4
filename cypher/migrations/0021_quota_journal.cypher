// Pages of what was decided without Redis: newest first for readers, and those that wait to be settled, of one tenant and of all.
CREATE CONSTRAINT quota_journal_id IF NOT EXISTS FOR (n:QuotaJournal) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX quota_journal_created IF NOT EXISTS FOR (n:QuotaJournal) ON (n.tenantId, n.createdAt, n.id);
CREATE INDEX quota_journal_waiting IF NOT EXISTS FOR (n:QuotaJournal) ON (n.tenantId, n.unsettledSince);
CREATE INDEX quota_journal_unsettled IF NOT EXISTS FOR (n:QuotaJournal) ON (n.unsettledSince)
