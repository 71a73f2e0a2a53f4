// Fields of a change of terms (rows.TermsChangeRow).
.id, .kind, .state, .version, .plan, .quota, .limit, .asPlan, .amount, .expiresAt, .reasonCode,
.proposedBy, .confirmedBy, .createdAt, .from, .to, .dueAt
