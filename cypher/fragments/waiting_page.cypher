// Narrows what waits in one inbox, oldest first, behind a place; filters that are null let everything through.
// params: { after: string; afterId: string; most: number; role: string | null; segment: string | null; dueBefore: string | null; minDiscountBp: number | null }
WHERE approval.requestedAt >= $after AND approval.id IS NOT NULL
  AND CASE WHEN approval.requestedAt = $after THEN approval.id > $afterId ELSE true END
  AND ($role IS NULL OR approval.role = $role) AND ($segment IS NULL OR approval.segment = $segment)
  AND ($dueBefore IS NULL OR approval.dueAt < $dueBefore OR approval.escalatedAt IS NOT NULL)
  AND ($minDiscountBp IS NULL OR approval.discountBp >= $minDiscountBp)
