// Gives the product p as rows.ProductRow.
RETURN p {
  .id, .version, .createdAt, .updatedAt, .sku, .name, .series, .listPriceMinor, .currency, recurring: coalesce(p.recurring, true)
} AS product
