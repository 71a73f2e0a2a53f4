// The properties of the endpoint e, as rows.WebhookEndpointRow.
e {.id, .version, .createdAt, .createdBy, .url, .steps, .status, .disabledReason, .generation, .previousUntil} AS endpoint
