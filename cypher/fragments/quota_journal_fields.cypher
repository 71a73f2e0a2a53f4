// What a page of the quota journal says.
.id, .createdAt, .version, .decidedBy, .from, .to, .allowed, .denied, .content, .unsettledSince, .settledAt
