// Delegations of approvals: found by id, and those that are not over by their end.
CREATE CONSTRAINT delegation_id IF NOT EXISTS FOR (n:Delegation) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE INDEX delegation_end IF NOT EXISTS FOR (n:Delegation) ON (n.tenantId, n.to, n.id)
