// Leaves of a page of receipts those of a type of resource, some steps and some outcomes; '' and none of them leave all.
// params: { entityType: string; steps: readonly string[]; outcomes: readonly string[] }
  AND CASE $entityType WHEN '' THEN true ELSE receipt.resourceType = $entityType END
  AND CASE size($steps) WHEN 0 THEN true ELSE receipt.step IN $steps END
  AND CASE size($outcomes) WHEN 0 THEN true ELSE receipt.outcome IN $outcomes END
