// A page of the buckets of a grain in the order of their starts, with whether what meters come to in each says one of some texts: as it stands in
// their sums, or as it stands in what is kept beside them as JSON.
// mode: read
// params: { grain: string; afterStart: string; afterWorkspaceId: string; inMeters: readonly string[]; inTexts: readonly string[]; most: number }
// row: rows.BucketPlace & { isNaming: boolean }
// cardinality: many, at most $most
MATCH (bucket:UsageBucket {tenantId: $tenantId, grain: $grain})
USING INDEX SEEK bucket:UsageBucket(tenantId, grain, start, workspaceId)
WHERE bucket.start >= $afterStart AND bucket.workspaceId IS NOT NULL
  AND CASE WHEN bucket.start = $afterStart THEN bucket.workspaceId > $afterWorkspaceId ELSE true END
WITH bucket
ORDER BY bucket.tenantId, bucket.grain, bucket.start, bucket.workspaceId
LIMIT $most
RETURN bucket.workspaceId AS workspaceId, bucket.grain AS grain, bucket.start AS start,
  any(meter IN coalesce(bucket.meters, []) WHERE any(text IN $inMeters WHERE meter CONTAINS text))
  OR any(text IN $inTexts WHERE coalesce(bucket.base, '') CONTAINS text OR coalesce(bucket.adjusted, '') CONTAINS text) AS isNaming
