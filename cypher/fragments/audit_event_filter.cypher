// Leaves of a page of audit events those of a type of entity, some types and one result; '' and none of them leave all.
// params: { entityType: string; types: readonly string[]; result: string }
  AND CASE $entityType WHEN '' THEN true ELSE event.entityType = $entityType END
  AND CASE size($types) WHEN 0 THEN true ELSE event.eventType IN $types END
  AND CASE $result WHEN '' THEN true ELSE event.result = $result END
