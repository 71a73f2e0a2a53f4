// What lets any of these subjects use something at an instant.
// mode: read
// params: { subjects: string[]; name: string; at: string }
// row: rows.EntitlementRow
// cardinality: many, one for each ground; none: nobody of them may
UNWIND $subjects AS subject
MATCH (found:Entitlement {tenantId: $tenantId, subject: subject, name: $name})
USING INDEX SEEK found:Entitlement(tenantId, subject, name, ground)
WHERE found.ground > '' AND found.state = 'ACTIVE' AND coalesce(found.until > $at, true)
//+ entitlement_return
