// Properties of a quote, as rows.QuoteRow: inside the braces of a map projection.
.id, .version, .createdAt, .externalId, .opportunityId, .accountId, .familyRootId, .ownerId, .status, .currentVersion,
.currency, .backfill, .businessDate, .submittedOn, .submittedBy, .expiresAt
