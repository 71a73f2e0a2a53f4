// Reads what was submitted in a quote's account family, for a preview.
// mode: read
// row: rows.SiblingRow
// cardinality: many, at most 200
//+ sibling_rows
