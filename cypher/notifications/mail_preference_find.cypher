// Reads whether a user gets mail about approvals.
// mode: read
// params: { userId: string }
// row: { approvals: boolean }
// cardinality: one, none: they never said
MATCH (preference:MailPreference {tenantId: $tenantId, userId: $userId})
RETURN preference.approvals AS approvals
