// One page of each queue (a user's, or a team's), soonest deadline first.
// mode: read
// params: { queues: string[]; afterDueAt: string; afterId: string; limit: number }
// row: { lead: rows.LeadRow }
// cardinality: limit at most a queue, each in order
UNWIND $queues AS queue
CALL (queue) {
  MATCH (lead:Lead {tenantId: $tenantId, queue: queue})
  USING INDEX SEEK lead:Lead(tenantId, queue, queueDueAt, id)
  USING INDEX SEEK lead:Lead(tenantId, queue, queueDueAt, id)
  WHERE lead.queueDueAt >= $afterDueAt AND lead.id IS NOT NULL
    AND CASE WHEN lead.queueDueAt = $afterDueAt THEN lead.id > $afterId ELSE true END
  RETURN lead
  ORDER BY lead.tenantId, lead.queue, lead.queueDueAt, lead.id
  LIMIT $limit
}
RETURN lead {.*} AS lead
