// Writes entitlements as they are now, behind the lock of their chain; new ones too.
// mode: write
// params: { entitlements: rows.EntitlementRow[] }
// row: { written: number }
// cardinality: one
UNWIND $entitlements AS now
MERGE (written:Entitlement {tenantId: $tenantId, subject: now.subject, name: now.name, ground: now.ground})
  ON CREATE SET written:Entity
SET written += now
RETURN count(*) AS written
