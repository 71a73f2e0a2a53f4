// Properties of a delegation, as rows.DelegationRow: inside the braces of a map projection.
.id, .version, .createdAt, .principalId, .delegateId, .from, .to, .reasonCode, .createdBy, .endedBy
