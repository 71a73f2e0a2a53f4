// Locks a user's chain, and reads what they want of mail behind it.
// mode: write
// params: { userId: string }
// row: rows.Locked & { preference: rows.MailPreferenceRow | null }
// cardinality: one
//+ claim_key
//+ lock_heads
RETURN key {.answer, .inputSha256} AS claim, heads, COLLECT {
  MATCH (preference:MailPreference {tenantId: $tenantId, userId: $userId})
  RETURN preference {.id, .version, .createdAt, .userId, .approvals}
}[0] AS preference
