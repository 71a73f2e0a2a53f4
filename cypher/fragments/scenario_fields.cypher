// A scenario's properties, as rows.ScenarioRow: inside the braces of a map projection.
.id, .version, .createdAt, .createdBy, .name, .status, .planningMode, .tokensPerDeal, .rates, .approvedBy, .approvedAt,
.lockedBy, .lockedAt
