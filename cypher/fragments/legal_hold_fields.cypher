// A legal hold's properties, as rows.LegalHoldRow: inside the braces of a map projection.
.id, .createdAt, .version, .state, .scope, .ref, .reason, .placedBy, .liftedAt, .liftedBy
