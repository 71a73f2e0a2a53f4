// The properties of the delivery d, as rows.WebhookDeliveryRow.
d {.endpointId, .leafIndex, .receiptId, .step, .status, .attempts, .at, .nextAt, .answer, .failure, .ms} AS delivery
