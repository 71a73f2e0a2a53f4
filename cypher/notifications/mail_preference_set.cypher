// Stores what a user wants of mail, behind the lock of their chain.
// mode: write
// params: { preference: rows.MailPreferenceRow }
// row: { id: string }
// cardinality: one
MERGE (preference:MailPreference {tenantId: $tenantId, userId: $preference.userId})
SET preference:Entity, preference += $preference
RETURN preference.id AS id
