// The properties of the link, as rows.ApprovalLinkRow.
link {
  .id, .notice, .approvalId, .quoteId, .quoteVersion, .userId, .tokenSha256, .createdAt, .expiresAt, .sentAt, .usedAt
} AS link
