// Narrows a list of receipts to a period, newest first, beginning behind a place.
// params: { from: string; before: string; beforeId: string; most: number }
WHERE receipt.createdAt >= $from AND receipt.createdAt <= $before AND receipt.id IS NOT NULL
  AND CASE WHEN receipt.createdAt = $before THEN receipt.id < $beforeId ELSE true END
