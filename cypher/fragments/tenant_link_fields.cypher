// A link's properties, as rows.TenantLinkRow: inside the braces of a map projection.
.id, .version, .createdAt, .operatorTenantId, .linkedTenantId, .accountId, .state, .since, .changedBy
