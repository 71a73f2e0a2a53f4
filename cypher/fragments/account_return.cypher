// Gives the account a as rows.AccountRow.
RETURN a {
  .id, .version, .createdAt, .updatedAt, .externalId, .name, .normalisedName, .domain, .country, .region, .sector,
  .employees, .yearEstablished, .revenueMinor, .arrMinor, .currency, .customerStatus, .ownerId, .ownerType, .parentId,
  .familyRootId, .custom, .personalCustom
} AS account
