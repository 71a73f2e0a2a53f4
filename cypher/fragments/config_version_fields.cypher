// Properties of a version of the configuration, as rows.ConfigVersionRow: inside the braces of a map projection.
.id, .number, .state, .sha256, .version, .savedBy, .activatedBy, .createdAt, .activatedAt, .retiredAt, .activateAt,
.scheduledBy, .scheduledReplaces
