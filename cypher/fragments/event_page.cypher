// Narrows a list of events to a period, newest first, beginning behind a place.
// params: { from: string; before: string; beforeId: string; most: number }
WHERE event.occurredAt >= $from AND event.occurredAt <= $before AND event.id IS NOT NULL
  AND CASE WHEN event.occurredAt = $before THEN event.id < $beforeId ELSE true END
