// Reads what was said of some quotes, oldest first, with its words where they were not erased.
// mode: read
// params: { ids: readonly string[]; most: number }
// row: { comment: rows.QuoteCommentRow; content: string | null }
// cardinality: many, at most $most a quote
UNWIND $ids AS quoteId
CALL (quoteId) {
  MATCH (comment:QuoteComment {tenantId: $tenantId, quoteId: quoteId})
  USING INDEX SEEK comment:QuoteComment(tenantId, quoteId, createdAt, id)
  WHERE comment.createdAt IS NOT NULL AND comment.id IS NOT NULL
  WITH comment
  ORDER BY comment.tenantId DESC, comment.quoteId DESC, comment.createdAt DESC, comment.id DESC
  LIMIT $most
  RETURN comment
}
RETURN comment {.id, .version, .createdAt, .quoteId, .quoteVersion, .opportunityId, .approvalId, .authorId} AS comment,
  head(COLLECT {
    MATCH (receipt:Receipt {tenantId: $tenantId, resourceId: comment.id})
    USING INDEX SEEK receipt:Receipt(tenantId, resourceId, createdAt, id)
    WHERE receipt.createdAt IS NOT NULL AND receipt.id IS NOT NULL
    MATCH (receipt)-[:HAS_PAYLOAD]->(personal:PersonalPayload)
    RETURN personal.content
  }) AS content
