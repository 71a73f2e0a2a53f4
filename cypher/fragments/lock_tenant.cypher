// Locks the tenant: whoever changes its people, teams or reporting lines does so one after the other.
MATCH (tenant:Tenant {tenantId: $tenantId, id: $tenantId})
SET tenant._lock = true
WITH *
