// A tenant's own types of events and what it measures of them, by name and version.
CREATE CONSTRAINT event_type_id IF NOT EXISTS FOR (n:EventType) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT event_type_number IF NOT EXISTS FOR (n:EventType) REQUIRE (n.tenantId, n.name, n.number) IS UNIQUE;
CREATE INDEX event_type_state IF NOT EXISTS FOR (n:EventType) ON (n.tenantId, n.state, n.name, n.id);
CREATE CONSTRAINT meter_id IF NOT EXISTS FOR (n:Meter) REQUIRE (n.tenantId, n.id) IS UNIQUE;
CREATE CONSTRAINT meter_number IF NOT EXISTS FOR (n:Meter) REQUIRE (n.tenantId, n.name, n.number) IS UNIQUE;
CREATE INDEX meter_state IF NOT EXISTS FOR (n:Meter) ON (n.tenantId, n.state, n.name, n.id)
