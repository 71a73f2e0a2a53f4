// Adds a comment to a quote. Its words are in the personal payload of its receipt alone.
// mode: write
// params: { comment: rows.QuoteCommentRow }
// row: { commentId: string }
// cardinality: one
MATCH (quote:Quote {tenantId: $tenantId, id: $comment.quoteId})
CREATE (quote)-[:HAS_COMMENT]->(comment:QuoteComment:Entity {tenantId: $tenantId, id: $comment.id})
SET comment += $comment
RETURN comment.id AS commentId
