// What operators change of a tenant's plan, quotas and grants, and trials. `dueAt` is there only on what ends by itself and has not.
CREATE CONSTRAINT terms_change_id IF NOT EXISTS FOR (n:TermsChange) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX terms_change_state IF NOT EXISTS FOR (n:TermsChange) ON (n.tenantId, n.state, n.createdAt, n.id);
CREATE INDEX terms_change_due IF NOT EXISTS FOR (n:TermsChange) ON (n.dueAt);
CREATE CONSTRAINT trial_id IF NOT EXISTS FOR (n:Trial) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX trial_state IF NOT EXISTS FOR (n:Trial) ON (n.tenantId, n.state, n.createdAt, n.id);
CREATE INDEX trial_due IF NOT EXISTS FOR (n:Trial) ON (n.dueAt)
