// A workspace as callers get it.
RETURN workspace.id AS id, workspace.handle AS handle, workspace.name AS name, workspace.state AS state,
  workspace.version AS version, workspace.createdAt AS createdAt, workspace.endedAt AS endedAt
