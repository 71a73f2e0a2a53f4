// Gives the opportunity o as rows.OpportunityRow.
RETURN o {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .stage, .status, .type, .strategic, .amountMinor, .currency,
  .engageDate, .closeDate, .ownerId, .ownerType, .accountId, .productId, .custom, .personalCustom
} AS opportunity
