// Finds the versions of meters that were in force at a time.
CREATE INDEX meter_ended IF NOT EXISTS FOR (n:Meter) ON (n.tenantId, n.endedAt, n.id)
