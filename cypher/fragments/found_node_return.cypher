// Gives the node n as rows.FoundNode, under the id $wanted that it was asked for by. What has no id of its own is known by what makes it unique.
// params: { incoming: readonly string[] }
RETURN wanted AS id, labels(n) AS labels, properties(n) AS properties,
  [(n)-[edge]->(other) | {
    type: type(edge), properties: properties(edge), labels: labels(other),
    other: coalesce(other.id, other.kind + ' ' + other.value)
  }] AS out,
  COLLECT {
    UNWIND $incoming AS wantedType
    MATCH (n)<-[edge]-(other) WHERE type(edge) = wantedType
    RETURN {
      type: type(edge), properties: properties(edge), labels: labels(other),
      other: coalesce(other.id, other.kind + ' ' + other.value)
    }
  } AS in
